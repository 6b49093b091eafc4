//! Arguments to exit code, nothing else.

fn main() -> std::process::ExitCode {
    tellal::cli::run()
}
