//! A mail server that behaves as badly as a test wants.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

/// What to do at a step of the conversation.
#[derive(Clone, Copy)]
pub(crate) enum Step {
    Say(&'static str),
    Hang,
    Close,
    /// Bytes without a line end, for ever.
    Endless,
}

use Step::Say;

#[derive(Clone)]
pub(crate) struct Script {
    pub(crate) greeting: Step,
    /// Lines beside the server's name.
    pub(crate) offers: Vec<&'static str>,
    pub(crate) auth: Step,
    pub(crate) mail: Step,
    pub(crate) rcpt: Step,
    pub(crate) data: Step,
    pub(crate) end: Step,
    /// For STARTTLS.
    pub(crate) tls: Option<TlsAcceptor>,
    /// Encrypted from the start.
    pub(crate) wrapped: bool,
    /// Goes away after as many mails, without a word.
    pub(crate) mails_a_connection: usize,
}

impl Default for Script {
    fn default() -> Self {
        Self {
            greeting: Say("220 mx.example ESMTP"),
            offers: vec!["8BITMIME", "AUTH PLAIN LOGIN"],
            auth: Say("235 2.7.0 accepted"),
            mail: Say("250 2.1.0 ok"),
            rcpt: Say("250 2.1.5 ok"),
            data: Say("354 go ahead"),
            end: Say("250 2.0.0 Ok: queued as 4F3A2B1C"),
            tls: None,
            wrapped: false,
            mails_a_connection: usize::MAX,
        }
    }
}

#[derive(Default)]
pub(crate) struct Seen {
    pub(crate) commands: Vec<String>,
    pub(crate) mails: Vec<String>,
    /// Commands that came after encryption had begun.
    pub(crate) encrypted: usize,
}

pub(crate) struct FakeSmtp {
    pub(crate) address: SocketAddr,
    pub(crate) seen: Arc<Mutex<Seen>>,
    pub(crate) connections: Arc<AtomicUsize>,
    serving: JoinHandle<()>,
}

impl Drop for FakeSmtp {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl FakeSmtp {
    pub(crate) async fn start(script: Script) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (seen, connections) = (Arc::new(Mutex::new(Seen::default())), Arc::new(AtomicUsize::new(0)));
        let (shared, count) = (Arc::clone(&seen), Arc::clone(&connections));
        let serving = tokio::spawn(async move {
            let mut held = tokio::task::JoinSet::new();
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                count.fetch_add(1, Ordering::SeqCst);
                let (script, seen) = (script.clone(), Arc::clone(&shared));
                held.spawn(async move {
                    if script.wrapped {
                        let acceptor = script.tls.clone().unwrap();
                        if let Ok(stream) = acceptor.accept(stream).await {
                            let _ = talk(Box::new(stream), script, seen, true).await;
                        }
                    } else {
                        let _ = talk(Box::new(stream), script, seen, false).await;
                    }
                });
            }
        });
        Self { address, seen, connections, serving }
    }

    pub(crate) fn commands(&self) -> Vec<String> {
        self.seen.lock().unwrap().commands.clone()
    }

    pub(crate) fn mails(&self) -> Vec<String> {
        self.seen.lock().unwrap().mails.clone()
    }
}

pub(crate) trait Io: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Io for T {}

/// Ends where the script says so.
struct Over;

async fn act(stream: &mut BufReader<Box<dyn Io>>, step: Step) -> Result<(), Over> {
    match step {
        Say(text) => stream.write_all(format!("{text}\r\n").as_bytes()).await.map_err(|_| Over)?,
        Step::Hang => std::future::pending().await,
        Step::Close => return Err(Over),
        Step::Endless => {
            while stream.write_all(&[b'x'; 8 * 1024]).await.is_ok() {}
            return Err(Over);
        }
    }
    stream.flush().await.map_err(|_| Over)
}

async fn talk(
    stream: Box<dyn Io>,
    script: Script,
    seen: Arc<Mutex<Seen>>,
    mut encrypted: bool,
) -> Result<(), Over> {
    let mut stream = BufReader::new(stream);
    let mut mails = 0;
    act(&mut stream, script.greeting).await?;
    while let Some(line) = read_line(&mut stream).await {
        {
            let mut seen = seen.lock().unwrap();
            seen.commands.push(line.clone());
            seen.encrypted += usize::from(encrypted);
        }
        let verb = line.split([' ', ':']).next().unwrap().to_ascii_uppercase();
        match verb.as_str() {
            "EHLO" => {
                let mut lines = vec!["mx.example".to_owned()];
                lines.extend(script.offers.iter().map(|offer| (*offer).to_owned()));
                if script.tls.is_some() && !encrypted {
                    lines.push("STARTTLS".to_owned());
                }
                let last = lines.len() - 1;
                for (index, text) in lines.into_iter().enumerate() {
                    let dash = if index == last { ' ' } else { '-' };
                    stream.write_all(format!("250{dash}{text}\r\n").as_bytes()).await.map_err(|_| Over)?;
                }
                stream.flush().await.map_err(|_| Over)?;
            }
            "STARTTLS" => {
                act(&mut stream, Say("220 ready")).await?;
                let acceptor = script.tls.clone().ok_or(Over)?;
                let secured = acceptor.accept(stream.into_inner()).await.map_err(|_| Over)?;
                stream = BufReader::new(Box::new(secured));
                encrypted = true;
            }
            "AUTH" => act(&mut stream, script.auth).await?,
            "MAIL" if mails >= script.mails_a_connection => return Err(Over),
            "MAIL" => act(&mut stream, script.mail).await?,
            "RCPT" => act(&mut stream, script.rcpt).await?,
            "DATA" => {
                act(&mut stream, script.data).await?;
                if matches!(script.data, Say(text) if text.starts_with('3')) {
                    let mut mail = String::new();
                    while let Some(line) = read_line(&mut stream).await.filter(|line| line != ".") {
                        mail.push_str(&line);
                        mail.push('\n');
                    }
                    seen.lock().unwrap().mails.push(mail);
                    act(&mut stream, script.end).await?;
                    mails += 1;
                }
            }
            "QUIT" => {
                act(&mut stream, Say("221 bye")).await?;
                return Ok(());
            }
            _ => act(&mut stream, Say("250 ok")).await?,
        }
    }
    Ok(())
}

async fn read_line(stream: &mut BufReader<Box<dyn Io>>) -> Option<String> {
    let mut line = String::new();
    match stream.read_line(&mut line).await {
        Ok(0) | Err(_) => None,
        Ok(_) => Some(line.trim_end_matches(['\r', '\n']).to_owned()),
    }
}
