//! What is said about when duties are due.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Place;
use crate::value::Type;

pub(in crate::rulebook) fn not_a_date(place: Place, name: &str, of: &Type) -> Diagnostic {
    Diagnostic::error(Code::WrongType, format!("nothing is due by `{name}`: it is {}", of.noun()))
        .at(place, "not a date")
        .help("name a fact, a term or a parameter that is a date; of events, `within … after billing-month` and `within … after incident` are known")
}

pub(in crate::rulebook) fn define_is_no_date(place: Place, name: &str) -> Diagnostic {
    Diagnostic::error(Code::WrongType, format!("nothing is due by `{name}`: it is a define"))
        .at(place, "holds or does not hold")
        .help("name a fact, a term or a parameter that is a date")
}

pub(in crate::rulebook) fn comes_back_at_once(place: Place) -> Diagnostic {
    Diagnostic::error(Code::BadValue, "what is due again and again needs some time in between")
        .at(place, "no time at all")
        .help("write how often: `every 3 months`")
}
