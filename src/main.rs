//! The program `proviso`.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(proviso::cli::run(std::env::args_os()).code())
}
