//! The function.

fn main() -> std::process::ExitCode {
    aws::lambda::serve(
        triage_denials::Settings::read,
        triage_denials::TriageDenials::new,
    )
}
