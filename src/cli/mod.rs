//! The command line: one file a subcommand. Exit codes: 0 all well, 1 something was found or failed, 2 could
//! not run.

mod bill;
mod check;
mod config;
mod explain;
mod load;
mod outbox;
mod paint;
mod parse;
mod render;
mod schema;
mod send_test;
mod serve;
mod show;
mod stats;
mod vars;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Turns a commerce event into the right message: the receiver's language, the channel they consented to,
/// money and dates as their country writes them.
#[derive(Debug, Parser)]
#[command(name = "tellal", version, propagate_version = true, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Render(render::Arguments),
    Vars(vars::Arguments),
    Schema(schema::Arguments),
    Check(check::Arguments),
    Bill(bill::Arguments),
    Explain(explain::Arguments),
    Serve(serve::Arguments),
    Outbox(outbox::Arguments),
    Stats(stats::Arguments),
    Config(config::Arguments),
    SendTest(send_test::Arguments),
}

/// Why a command could not run at all.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CannotRun {
    #[error("{0}")]
    Load(#[from] crate::files::LoadError),
    #[error("{0}")]
    Config(String),
    #[error("{what}: {source}")]
    Io { what: String, source: std::io::Error },
    #[error("{0}")]
    Usage(String),
    #[error("{0}")]
    Store(#[from] crate::outbox::StoreError),
}

impl From<std::io::Error> for CannotRun {
    fn from(source: std::io::Error) -> Self {
        Self::Io { what: "cannot write".to_owned(), source }
    }
}

/// Runs the command that the arguments name.
pub fn run() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Render(arguments) => arguments.run(),
        Command::Vars(arguments) => arguments.run(),
        Command::Schema(arguments) => arguments.run(),
        Command::Check(arguments) => arguments.run(),
        Command::Bill(arguments) => arguments.run(),
        Command::Explain(arguments) => arguments.run(),
        Command::Serve(arguments) => arguments.run(),
        Command::Outbox(arguments) => arguments.run(),
        Command::Stats(arguments) => arguments.run(),
        Command::Config(arguments) => arguments.run(),
        Command::SendTest(arguments) => arguments.run(),
    };
    match result {
        Ok(code) => code,
        // Whoever reads our output may stop early: `tellal … | head` is no failure.
        Err(CannotRun::Io { source, .. }) if source.kind() == std::io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(error) => {
            anstream::eprintln!("{}error:{} {error}", paint::BAD, paint::END);
            ExitCode::from(2)
        }
    }
}
