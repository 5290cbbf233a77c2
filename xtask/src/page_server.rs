//! Serves the built page to a browser, with recorded answers in place of a core, and notes when the page
//! says that it has painted itself. Loopback only, one request a connection.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    sync::mpsc::Sender,
    time::Instant,
};

/// Serves `folder` and `recorded` until the process ends; gives the address.
pub(crate) fn serve(folder: PathBuf, recorded: String, painted: Sender<Instant>) -> std::io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = format!("http://{}", listener.local_addr()?);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (folder, recorded, painted) = (folder.clone(), recorded.clone(), painted.clone());
            std::thread::spawn(move || {
                // A browser that went away is nothing to measure.
                let _ = answer(stream, &folder, &recorded, &painted);
            });
        }
    });
    Ok(address)
}

fn answer(
    stream: TcpStream,
    folder: &Path,
    recorded: &str,
    painted: &Sender<Instant>,
) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut first = String::new();
    reader.read_line(&mut first)?;
    let path = first.split(' ').nth(1).unwrap_or("/").to_owned();
    if path == "/painted" {
        let _ = painted.send(Instant::now());
    }
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? <= 2 {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let (kind, bytes) = match path.as_str() {
        "/painted" => ("text/plain", Vec::new()),
        "/recorded.json" => ("application/json", recorded.as_bytes().to_vec()),
        "/" => ("text/html", fs::read(folder.join("index.html"))?),
        path if path.starts_with("/assets/") && !path.contains("..") => {
            let ending = Path::new(path).extension().and_then(|ending| ending.to_str());
            let kind = match ending {
                Some("js") => "text/javascript",
                Some("css") => "text/css",
                _ => "application/octet-stream",
            };
            (kind, fs::read(folder.join(&path[1..]))?)
        }
        _ => ("text/plain", Vec::new()),
    };
    let mut stream = stream;
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        bytes.len()
    )?;
    stream.write_all(&bytes)
}
