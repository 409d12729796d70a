//! A server of its own for pictures and measurements: demo data in a folder that vanishes, on a port nobody uses.

use crate::{process, tree};
use anyhow::{Context, Result, bail};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// What the desk of the example shop has on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Desk {
    /// Its past, for pictures.
    Lived,
    /// No case, so that figures stay comparable whatever the past tells.
    Empty,
}

/// A running server with demo data; it ends and its data goes when this is dropped.
pub(crate) struct Demo {
    server: Child,
    port: u16,
    data_dir: PathBuf,
}

impl Demo {
    /// Builds what is out of date and starts it.
    pub(crate) fn start(desk: Desk) -> Result<Self> {
        process::run(&mut process::cargo(["build", "--release", "--package", "server"])?)?;
        let port = free_port()?;
        let data_dir = std::env::temp_dir().join(format!("redress-demo-{}-{port}", std::process::id()));
        let server = process::program(tree::target_dir()?.join("release/redress"))?
            .args(["serve", "--demo"])
            .args((desk == Desk::Empty).then_some("--empty"))
            .args(["--listen", &format!("127.0.0.1:{port}"), "--data-dir"])
            .arg(&data_dir)
            .stdout(Stdio::null())
            .spawn()
            .context("cannot start the server")?;
        let mut demo = Self { server, port, data_dir };
        let patience = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if let Some(status) = demo.server.try_wait().context("looking at the server")? {
                bail!("the server ended: {status}");
            }
            if patience.elapsed() > Duration::from_mins(1) {
                bail!("the server does not listen after a minute");
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(demo)
    }

    /// The number of its process.
    pub(crate) fn process_id(&self) -> u32 {
        self.server.id()
    }

    /// The full address of a path.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // Either is already gone or goes with this process.
        let _ = self.server.kill();
        let _ = self.server.wait();
        let _ = std::fs::remove_dir_all(&self.data_dir);
    }
}

/// A port that was free a moment ago.
pub(crate) fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("no free port")?;
    Ok(listener.local_addr().context("no free port")?.port())
}
