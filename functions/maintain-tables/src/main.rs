//! The function.

fn main() -> std::process::ExitCode {
    aws::lambda::serve(
        maintain_tables::Settings::read,
        maintain_tables::MaintainTables::new,
    )
}
