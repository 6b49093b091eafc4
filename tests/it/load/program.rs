//! The program itself, as a child.

use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::support::root;

pub(crate) const LOGIN: &str = "commerce:a password for tests";

/// A folder with a configuration and a queue, and the program that serves it.
pub(crate) struct Program {
    pub(crate) folder: TempDir,
    pub(crate) address: SocketAddr,
    child: Option<Child>,
    variables: Vec<(&'static str, String)>,
    templates: Option<std::path::PathBuf>,
    /// A socket that the program is handed, as a service manager does.
    socket: Option<std::net::TcpListener>,
}

impl Program {
    /// With this configuration; not started yet.
    pub(crate) fn new(config: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        // A port that is free now; the program takes the same one each time.
        let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let (username, password) = LOGIN.split_once(':').unwrap();
        let config =
            format!("{config}\n[outbox]\npath = \"{}\"\n", folder.path().join("tellal.db").display());
        std::fs::write(folder.path().join("tellal.toml"), config).unwrap();
        let variables = vec![
            ("TELLAL_GATEWAY__USERNAME", username.to_owned()),
            ("TELLAL_GATEWAY__PASSWORD", password.to_owned()),
        ];
        Self { folder, address, child: None, variables, templates: None, socket: None }
    }

    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.variables.push((name, value.to_owned()));
        self
    }

    /// With templates of its own.
    pub(crate) fn with_templates(mut self, folder: std::path::PathBuf) -> Self {
        self.templates = Some(folder);
        self
    }

    /// On a socket that is held for it.
    pub(crate) fn with_socket(mut self) -> Self {
        let socket = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        self.address = socket.local_addr().unwrap();
        self.socket = Some(socket);
        self
    }

    pub(crate) fn without_credentials(mut self) -> Self {
        self.variables.clear();
        self
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tellal"));
        command.current_dir(root()).env_remove("NO_COLOR");
        command.envs(self.variables.iter().map(|(name, value)| (*name, value.as_str())));
        command
    }

    fn config(&self) -> std::path::PathBuf {
        self.folder.path().join("tellal.toml")
    }

    /// Where standard output and the log go.
    pub(crate) fn output(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn start(&mut self) {
        let file = |name: &str| {
            let mut options = std::fs::OpenOptions::new();
            options.create(true).append(true).open(self.output(name)).unwrap()
        };
        let mut command = self.command();
        let mut stdin = Stdio::null();
        if let Some(socket) = &self.socket {
            // A shell has it as its input, puts it where the program looks for it, and becomes the program.
            let mut shell = Command::new("sh");
            shell.args(["-c", "exec 3<&0 </dev/null; LISTEN_FDS=1 LISTEN_PID=$$ exec \"$0\" \"$@\""]);
            shell.arg(command.get_program()).current_dir(root());
            shell.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
            command = shell;
            stdin = Stdio::from(std::os::fd::OwnedFd::from(socket.try_clone().unwrap()));
        }
        command.args(["serve", "--listen", &self.address.to_string(), "--config"]).arg(self.config());
        command.args(self.templates.iter().flat_map(|folder| ["--templates".as_ref(), folder.as_os_str()]));
        command.stdin(stdin).stdout(file("stdout")).stderr(file("log"));
        self.child = Some(command.spawn().unwrap());
    }

    /// Starts, and waits until somebody answers.
    pub(crate) fn start_and_wait(&mut self) {
        self.start();
        let start = Instant::now();
        while std::net::TcpStream::connect(self.address).is_err() {
            let ended = self.child.as_mut().unwrap().try_wait().unwrap();
            assert!(ended.is_none() && start.elapsed() < Duration::from_secs(60), "{}", self.log());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.output("log")).unwrap_or_default()
    }

    /// Ends it as a power cut would.
    pub(crate) fn kill(&mut self) {
        let mut child = self.child.take().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
    }

    pub(crate) fn signal(&self, name: &str) {
        let id = self.child.as_ref().unwrap().id().to_string();
        assert!(Command::new("kill").args([name, &id]).status().unwrap().success());
    }

    /// Ends it as an operator would, and says how long that took.
    pub(crate) fn stop(&mut self) -> Duration {
        let start = Instant::now();
        self.signal("-TERM");
        let status = self.child.take().unwrap().wait().unwrap();
        assert_eq!(status.code(), Some(0), "{}", self.log());
        start.elapsed()
    }

    /// Runs another command on the same configuration.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command().args(arguments).arg("--config").arg(self.config()).output().unwrap()
    }

    /// The most memory that it has had, in MB.
    pub(crate) fn memory(&self) -> u64 {
        let id = self.child.as_ref().unwrap().id();
        let status = std::fs::read_to_string(Path::new("/proc").join(id.to_string()).join("status"));
        let status = status.unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        peak.and_then(|peak| peak.trim().strip_suffix(" kB")?.parse::<u64>().ok()).unwrap_or_default() / 1024
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
