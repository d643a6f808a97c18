//! `ask` and `schema` on the command line, where nobody can answer.

use serde_json::Value;

use crate::command::{command, proviso, ran, root, snapshot};

#[test]
fn without_a_terminal_the_questions_are_listed() {
    let bank = "profiles/northwind-bank.yaml";
    let run = proviso(root(), &["ask", bank]);
    assert_eq!((run.code, run.said.as_str()), (0, ""));
    snapshot("asking/list.md", &run.result);
    assert_eq!(proviso(root(), &["ask", bank, "--format", "markdown"]).result, run.result);

    let json: Value = serde_json::from_str(&proviso(root(), &["ask", bank, "--format", "json"]).result).unwrap();
    let assessed: Value = serde_json::from_str(&proviso(root(), &["assess", bank, "--format", "json"]).result).unwrap();
    let names = |list: &Value| -> Vec<String> {
        list.as_array().unwrap().iter().map(|open| open["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(json["schema"], "proviso.questions/1");
    assert_eq!(names(&json["questions"]), names(&assessed["open-facts"]));
    assert!(json["questions"][0]["choices"].as_array().unwrap().len() > 2);
}

#[test]
fn what_cannot_be_asked_about() {
    for (arguments, said) in [
        (&["ask", "nowhere.yaml"][..], "there is no such file"),
        (&["ask", "profiles/northwind-bank.yaml", "--format", "html"], "markdown"),
        (&["ask", "profiles/northwind-bank.yaml", "--mail", "q.txt"], "without a terminal nobody is asked"),
        (&["schema", "azure-opnai"], "did you mean `azure-openai`?"),
        (&["schema", "nowhere.yaml"], "there is no such file"),
    ] {
        let run = proviso(root(), arguments);
        assert_eq!((run.code, run.result.as_str()), (2, ""), "{arguments:?}");
        assert!(run.said.contains(said), "{arguments:?}: {}", run.said);
    }
}

#[test]
fn the_schema_of_a_profile_is_that_of_its_packs() {
    let schema = |arguments: &[&str]| proviso(root(), &[&["schema"], arguments].concat());
    let azure = schema(&["azure-openai"]);
    assert_eq!((azure.code, azure.said.as_str()), (0, ""));
    assert_eq!(schema(&["profiles/northwind-bank.yaml"]), azure);
    assert_eq!(schema(&["rules/azure-openai"]), azure);
    assert_eq!(schema(&["profiles/northwind-bank.yaml", "azure-openai"]), azure);
    let house = ran(command(root(), &["schema", "rules/northwind-house"]));
    assert!(house.result.contains("This schema is for: azure-openai, northwind-house."), "{}", house.said);
}

/// The command that the first lines of the starter profile name makes the file that they
/// name.
#[test]
fn the_starter_refers_to_its_schema() {
    for packs in [&["azure-openai"][..], &["azure-openai", "hipaa"]] {
        let starter = proviso(root(), &[&["init"], packs].concat()).result;
        let mut lines = starter.lines();
        let named = lines.next().unwrap().strip_prefix("# yaml-language-server: $schema=").unwrap().to_owned();
        let made = lines.find_map(|line| line.trim_start_matches(['#', ' ']).strip_prefix("proviso ")).unwrap();
        let (arguments, file) = made.split_once(" > ").unwrap();
        assert_eq!(file, named);
        let run = proviso(root(), &arguments.split(' ').collect::<Vec<_>>());
        assert_eq!(run.code, 0);
        assert!(serde_json::from_str::<Value>(&run.result).is_ok());
    }
}
