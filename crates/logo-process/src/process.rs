//! The side that waits for the picture.

use crate::limits::Limits;
use crate::message::{ARGUMENT, Answer, Order};
use logo::{Choices, Imported, LogoFault};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::{env, io};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command};

/// What the answer may be long: a source of the largest size, and two pictures of it.
const MAX_ANSWER_BYTES: u64 = 16 * 1024 * 1024;
/// What is read of the last words of a process that ended badly.
const MAX_LAST_WORDS: u64 = 4096;
/// What Rust says when memory is refused, before it ends the process.
const OUT_OF_MEMORY: &str = "memory allocation of ";
/// Where fonts are looked for, and libraries found.
const KEPT_VARIABLES: [&str; 8] = [
    "HOME",
    "XDG_DATA_HOME",
    "XDG_DATA_DIRS",
    "LD_LIBRARY_PATH",
    "USERPROFILE",
    "APPDATA",
    "LOCALAPPDATA",
    "SystemRoot",
];

/// Why nothing came of a picture.
#[derive(Debug, thiserror::Error)]
pub enum ProcessFault {
    /// The picture itself.
    #[error(transparent)]
    Logo(#[from] LogoFault),
    /// It took longer than was allowed.
    #[error("the work took longer than {0} seconds")]
    TimedOut(u64),
    /// It took more memory than was allowed.
    #[error("the work took more than {0} bytes of memory")]
    OutOfMemory(u64),
    /// The process ended without an answer.
    #[error("the process that works on pictures ended: {0}")]
    Ended(String),
    /// The process could not be started, or not be talked to.
    #[error("the process that works on pictures could not be used: {0}")]
    NotUsable(#[from] io::Error),
}

/// Where pictures are worked on.
#[derive(Debug, Clone)]
pub enum LogoProcess {
    /// A process of this program, started again for each picture.
    ThisProgram,
    /// A process of another program that serves, too.
    Program(PathBuf),
    /// This process, without limits: for tests of what is done with the answer.
    Here,
}

impl LogoProcess {
    /// Turns the bytes of a file into a logo. When the future is dropped, the work ends.
    ///
    /// # Errors
    /// Says what is wrong with the picture, or what it broke.
    pub async fn import(
        &self,
        bytes: &[u8],
        choices: &Choices,
        limits: Limits,
    ) -> Result<Imported, ProcessFault> {
        let mut child = match self {
            Self::ThisProgram => start(&this_program()?)?,
            Self::Program(program) => start(program)?,
            Self::Here => return Ok(logo::import_with(bytes, choices)?),
        };
        let order = Order { choices: choices.clone(), limits };
        if let Ok(answer) = tokio::time::timeout(limits.time, talk(&mut child, &order, bytes)).await {
            return answer;
        }
        // It is dropped, and so killed, in any case.
        let _ = child.start_kill();
        Err(ProcessFault::TimedOut(limits.time.as_secs()))
    }
}

fn this_program() -> io::Result<PathBuf> {
    // The link holds also when the file was replaced by an update since the start.
    let running = PathBuf::from("/proc/self/exe");
    if running.exists() { Ok(running) } else { env::current_exe() }
}

fn start(program: &Path) -> io::Result<Child> {
    let mut command = Command::new(program);
    command.arg(ARGUMENT).env_clear().kill_on_drop(true);
    command.envs(KEPT_VARIABLES.iter().filter_map(|name| Some((name, env::var_os(name)?))));
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    #[cfg(windows)]
    {
        const CREATE_NO_WINDOW: u32 = 0x0800_0000;
        command.creation_flags(CREATE_NO_WINDOW);
    }
    command.spawn()
}

async fn talk(child: &mut Child, order: &Order, bytes: &[u8]) -> Result<Imported, ProcessFault> {
    let (Some(mut input), Some(output), Some(error)) =
        (child.stdin.take(), child.stdout.take(), child.stderr.take())
    else {
        return Err(ProcessFault::Ended("no pipes".to_owned()));
    };
    let mut line = serde_json::to_vec(order).map_err(io::Error::from)?;
    line.push(b'\n');
    let send = async move {
        // Where the process ends before it has read all, its end says why.
        let _ = input.write_all(&line).await;
        let _ = input.write_all(bytes).await;
        let _ = input.shutdown().await;
    };
    let ((), answer, last_words) =
        tokio::join!(send, read(output, MAX_ANSWER_BYTES), read(error, MAX_LAST_WORDS));
    let status = child.wait().await?;
    if status.success()
        && let Ok(answer) = serde_json::from_slice::<Answer>(&answer)
    {
        return Ok(answer?);
    }
    if String::from_utf8_lossy(&last_words).contains(OUT_OF_MEMORY) {
        return Err(ProcessFault::OutOfMemory(order.limits.memory));
    }
    Err(ProcessFault::Ended(status.to_string()))
}

/// Reads to the end and keeps the start.
async fn read(mut from: impl AsyncRead + Unpin, most: u64) -> Vec<u8> {
    let mut kept = Vec::new();
    // What can't be read is missing from the answer, which is seen there.
    let _ = (&mut from).take(most).read_to_end(&mut kept).await;
    let _ = tokio::io::copy(&mut from, &mut tokio::io::sink()).await;
    kept
}
