//! The function.

fn main() -> std::process::ExitCode {
    aws::lambda::serve(
        |_| (),
        |account, ()| Ok(mirror_state::MirrorState::new(account)),
    )
}
