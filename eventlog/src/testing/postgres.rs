//! A PostgreSQL of a test's own: made in a temporary folder, at a port nobody has, and ended with the test.
//!
//! The programs are those of Debian's package. PostgreSQL refuses to run as root, so there it runs as the user that
//! the package made for it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

/// The longest start on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);
/// Where Debian puts the programs, one folder a version.
const PROGRAMS: &str = "/usr/lib/postgresql";

/// A running server; it ends when this is dropped.
pub struct Postgres {
    _dir: tempfile::TempDir,
    bin: PathBuf,
    data: PathBuf,
    server: Option<Child>,
    port: u16,
    n_databases: AtomicU32,
}

/// The one that tests of this process share while any of them runs.
static SHARED: Mutex<Weak<Postgres>> = Mutex::new(Weak::new());

impl Postgres {
    /// The one tests share, each with a database of its own; started by the first, ended by the last.
    pub fn shared() -> Arc<Self> {
        // A start that failed in one test is tried again in the next.
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        shared.upgrade().unwrap_or_else(|| {
            let postgres = Arc::new(Self::start());
            *shared = Arc::downgrade(&postgres);
            postgres
        })
    }

    /// Makes and starts one that nobody else uses.
    pub fn start() -> Self {
        let bin = programs();
        let dir = tempfile::Builder::new().prefix("log-postgres-").tempdir().unwrap();
        // The user it runs as must reach it.
        fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let data = dir.path().join("data");
        fs::create_dir(&data).unwrap();
        fs::set_permissions(&data, fs::Permissions::from_mode(0o700)).unwrap();
        if is_root() {
            run(Command::new("chown").arg("postgres").arg(&data));
        }
        let mut init = as_postgres(&bin.join("initdb"));
        init.args([
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
            "-D",
        ]);
        run(init.arg(&data).stdout(Stdio::null()));
        let port = free_port();
        let mut postgres = Self { _dir: dir, bin, data, server: None, port, n_databases: AtomicU32::new(0) };
        postgres.run_again();
        postgres
    }

    /// Starts it on what is there, after [`Self::kill`].
    pub fn run_again(&mut self) {
        let mut command = as_postgres(&self.bin.join("postgres"));
        command.arg("-D").arg(&self.data).arg("-p").arg(self.port.to_string()).args([
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-c",
            "logging_collector=off",
        ]);
        let log = fs::OpenOptions::new().create(true).append(true).open(self.log()).unwrap();
        self.server = Some(command.stdout(Stdio::null()).stderr(log).spawn().unwrap());
        let end = Instant::now() + PATIENCE;
        while !self.is_ready() {
            let said = || fs::read_to_string(self.log()).unwrap_or_default();
            assert!(Instant::now() < end, "PostgreSQL did not start:\n{}", said());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// The URL of a database of its own, empty.
    pub async fn database(&self) -> String {
        let name = format!("test{}", self.n_databases.fetch_add(1, Ordering::Relaxed));
        let admin = sqlx::PgPool::connect(&self.url("postgres")).await.unwrap();
        sqlx::query(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&admin).await.unwrap();
        admin.close().await;
        self.url(&name)
    }

    /// Ends it at once, as a power cut would.
    pub fn kill(&mut self) {
        self.signal("QUIT");
    }

    fn url(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port)
    }

    fn log(&self) -> PathBuf {
        self.data.with_file_name("server.log")
    }

    fn is_ready(&self) -> bool {
        let mut asks = Command::new(self.bin.join("pg_isready"));
        asks.args(["-q", "-h", "127.0.0.1", "-p"]).arg(self.port.to_string());
        asks.status().is_ok_and(|status| status.success())
    }

    /// Signals the server's own process, whose number it wrote down: what was started may be another that changes the
    /// user first.
    fn signal(&mut self, signal: &str) {
        let Some(mut server) = self.server.take() else { return };
        let pid = fs::read_to_string(self.data.join("postmaster.pid")).unwrap_or_default();
        if let Some(pid) = pid.lines().next() {
            let _ = Command::new("kill").arg(format!("-{signal}")).arg(pid).status();
        }
        let _ = server.wait();
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.signal("QUIT");
    }
}

/// The folder with the newest version's programs.
fn programs() -> PathBuf {
    let versions =
        fs::read_dir(PROGRAMS).into_iter().flatten().flatten().map(|entry| entry.path().join("bin"));
    let newest = versions.filter(|bin| bin.join("initdb").exists()).max();
    newest.unwrap_or_else(|| panic!("no PostgreSQL under {PROGRAMS}: `apt-get install postgresql`"))
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// A program of PostgreSQL, as a user it runs as, in a folder that user may be in.
fn as_postgres(program: &Path) -> Command {
    let mut command = if is_root() {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    command.current_dir("/").env_remove("PGDATA").env("LC_ALL", "C");
    command
}

fn run(command: &mut Command) {
    let status = command.status().unwrap();
    assert!(status.success(), "{command:?}: {status}");
}

/// A port nobody has now.
fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Changes rows behind everybody's back; how many.
pub async fn run_sql(url: &str, sql: &str) -> usize {
    let pool = sqlx::PgPool::connect(url).await.unwrap();
    let done = sqlx::query(sqlx::AssertSqlSafe(sql.to_owned())).execute(&pool).await.unwrap();
    pool.close().await;
    usize::try_from(done.rows_affected()).unwrap()
}
