//! The function.

fn main() -> std::process::ExitCode {
    aws::lambda::serve(
        |_| (),
        |account, ()| commit_tables::CommitTables::new(account),
    )
}
