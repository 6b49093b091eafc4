//! Credentials for development: made once, and kept in a file that `curl -K` reads.
#![expect(clippy::disallowed_methods, reason = "this is the edge where the file is read and written")]

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Who may call where nobody is configured.
pub struct DevelopmentLogin {
    /// The user's name.
    pub username: String,
    /// The password.
    pub password: String,
    /// Whether it was made just now.
    pub is_new: bool,
}

/// Of the made password, so many bytes are random.
const RANDOM: usize = 16;

impl DevelopmentLogin {
    /// The one in a file; made, for its owner alone to read, where there is no such file.
    ///
    /// # Errors
    /// When the file can be neither read nor made, or holds something else.
    pub fn in_file(path: &Path) -> io::Result<Self> {
        match fs::read_to_string(path) {
            Ok(text) => Self::parse(&text).ok_or_else(|| {
                let message = format!("{} holds no line such as: user = \"name:password\"", path.display());
                io::Error::new(io::ErrorKind::InvalidData, message)
            }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::make(path),
            Err(error) => Err(error),
        }
    }

    fn make(path: &Path) -> io::Result<Self> {
        let mut random = [0; RANDOM];
        getrandom::fill(&mut random).map_err(io::Error::other)?;
        let password = format!("{:032x}", u128::from_be_bytes(random));
        let login = Self { username: "commerce".to_owned(), password, is_new: true };
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_dir_all(folder)?;
        }
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        writeln!(file, "# Credentials that tellal made for development; curl -K reads this file.")?;
        writeln!(file, "user = \"{}:{}\"", login.username, login.password)?;
        Ok(login)
    }

    fn parse(text: &str) -> Option<Self> {
        let login = text.lines().find_map(|line| line.trim().strip_prefix("user"))?;
        let login = login.trim_start().strip_prefix('=')?.trim().trim_matches('"');
        let (username, password) = login.split_once(':')?;
        let (username, password) = (username.to_owned(), password.to_owned());
        (!username.is_empty() && !password.is_empty()).then_some(Self { username, password, is_new: false })
    }
}
