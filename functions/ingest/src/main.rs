//! The function.

fn main() -> std::process::ExitCode {
    aws::lambda::serve(|_| (), |account, ()| Ok(ingest::Ingest::new(account)))
}
