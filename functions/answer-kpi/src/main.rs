//! The function.

fn main() -> std::process::ExitCode {
    aws::lambda::serve(answer_kpi::Settings::read, answer_kpi::AnswerKpi::new)
}
