//! Evidence in a bucket: kept there and read from there, with a server of S3 that is a real one, if a small one.

use crate::customer::Customer;
use crate::program::{Server, complaint, redress, stdout};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

const NAME: &str = "desk-evidence";
const PLACE: &str = "s3://desk-evidence/shop";

/// A server of S3 with one bucket.
struct Bucket {
    dir: tempfile::TempDir,
    address: std::net::SocketAddr,
    task: JoinHandle<()>,
}

impl Bucket {
    async fn open() -> Self {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join(NAME)).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let task = tokio::spawn(serve(dir.path().to_owned(), listener));
        Self { dir, address, task }
    }

    /// The same again after it was away.
    async fn back(&mut self) {
        let listener = TcpListener::bind(self.address).await.unwrap();
        self.task = tokio::spawn(serve(self.dir.path().to_owned(), listener));
    }

    /// Lets a command know the way, and who it is.
    fn known_to<'a>(&self, command: &'a mut Command, secret: &str) -> &'a mut Command {
        command
            .args(["--evidence", PLACE])
            .env("AWS_ENDPOINT_URL", format!("http://{}", self.address))
            .env("AWS_ALLOW_HTTP", "true")
            .env("AWS_REGION", "eu-test-1")
            .env("AWS_ACCESS_KEY_ID", "desk")
            .env("AWS_SECRET_ACCESS_KEY", secret)
    }

    fn server(&self, data: &Path) -> Server {
        let data = data.to_str().unwrap();
        let mut command =
            redress(&["serve", "--demo", "--empty", "--listen", "127.0.0.1:0", "--data-dir", data]);
        self.known_to(&mut command, "secret");
        Server::run(command)
    }

    /// The files in it, whatever lies beside them.
    fn files(&self) -> Vec<PathBuf> {
        let mut left = vec![self.dir.path().join(NAME).join("shop")];
        let mut files = Vec::new();
        while let Some(dir) = left.pop() {
            for entry in std::fs::read_dir(dir).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() { left.push(path) } else { files.push(path) }
            }
        }
        files.retain(|path| path.file_name().is_some_and(|name| name != "desk"));
        files
    }
}

async fn serve(dir: PathBuf, listener: TcpListener) {
    let mut service = S3ServiceBuilder::new(s3s_fs::FileSystem::new(dir).unwrap());
    service.set_auth(SimpleAuth::from_single("desk", "secret"));
    let service = service.build();
    let mut open = tokio::task::JoinSet::new();
    loop {
        let (socket, _) = listener.accept().await.unwrap();
        let service = service.clone();
        open.spawn(async move {
            let http = Builder::new(TokioExecutor::new());
            let _ = http.serve_connection(TokioIo::new(socket), service).await;
        });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn photos_are_kept_in_a_bucket_and_looked_through_there() {
    let (bucket, data) = (Bucket::open().await, tempfile::tempdir().unwrap());
    let mut server = bucket.server(data.path());
    let customer = Customer::of(&server.url).await;
    let photos = customer.file_with_photos(2).await;
    let files = bucket.files();
    assert_eq!(files.len(), 2, "{files:?}");
    assert!(!data.path().join("evidence").exists(), "nothing lies beside the books");
    assert!(customer.sees(photos[0]).await && customer.sees(photos[1]).await);
    assert_eq!(server.end(), Some(0));

    let here = data.path().to_str().unwrap();
    let verify =
        || bucket.known_to(&mut redress(&["verify", "--data-dir", here]), "secret").output().unwrap();
    assert!(stdout(&verify()).contains("2 evidence files"), "{:?}", verify());
    let saved = tempfile::tempdir().unwrap();
    let mut backup = redress(&["backup", "--data-dir", here, saved.path().join("b").to_str().unwrap()]);
    let told = stdout(&bucket.known_to(&mut backup, "secret").output().unwrap());
    assert!(told.contains("events; the 2 evidence files are not in it: they lie in `s3://"), "{told}");
    std::fs::remove_file(&files[0]).unwrap();
    let mut content = std::fs::read(&files[1]).unwrap();
    content[40] ^= 1;
    std::fs::write(&files[1], content).unwrap();
    let told = String::from_utf8(verify().stdout).unwrap();
    assert!(told.contains("is missing") && told.contains("is not as it was taken in"), "{told}");
    assert!(told.contains(PLACE), "where they lie: {told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bucket_that_goes_away_costs_no_photo_and_nothing_else() {
    let (mut bucket, data) = (Bucket::open().await, tempfile::tempdir().unwrap());
    let mut server = bucket.server(data.path());
    let customer = Customer::of(&server.url).await;
    bucket.task.abort();
    assert_eq!(customer.try_upload().await, 503, "refused, so the page keeps the photo and tries again");
    customer.file().await.unwrap();
    bucket.back().await;
    customer.file_with_photos(1).await;
    assert_eq!(bucket.files().len(), 1);
    assert_eq!(server.end(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bucket_that_takes_nothing_from_us_is_told_at_the_start() {
    let (bucket, data) = (Bucket::open().await, tempfile::tempdir().unwrap());
    let serve = [
        "serve",
        "--demo",
        "--empty",
        "--listen",
        "127.0.0.1:0",
        "--data-dir",
        data.path().to_str().unwrap(),
    ];
    let told = complaint(&bucket.known_to(&mut redress(&serve), "another secret").output().unwrap());
    assert!(told.contains(&format!("can't reach the evidence in `{PLACE}`")), "{told}");
    assert!(!told.contains("another secret"), "{told}");
    let other = tempfile::tempdir().unwrap();
    assert_eq!(bucket.server(other.path()).end(), Some(0));
    let told = complaint(&bucket.known_to(&mut redress(&serve), "secret").output().unwrap());
    assert!(told.contains("the files of another desk"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_desks_that_come_to_a_bucket_at_once_one_has_it() {
    let bucket = Bucket::open().await;
    let folders = [(); 4].map(|()| tempfile::tempdir().unwrap());
    let starts = folders.iter().map(|data| {
        let data = data.path().to_str().unwrap();
        let mut command =
            redress(&["serve", "--demo", "--empty", "--listen", "127.0.0.1:0", "--data-dir", data]);
        bucket.known_to(&mut command, "secret").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    });
    let mut starts: Vec<_> = starts.collect();
    let mut n_served = 0;
    for child in &mut starts {
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        n_served += usize::from(line.starts_with("listening on"));
    }
    for mut child in starts {
        let _ = child.kill();
        child.wait().unwrap();
    }
    assert_eq!(n_served, 1);
}
