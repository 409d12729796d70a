//! Users at the command line: added, listed, moved, handed over, shut out, and what is told of it afterwards.

use crate::program::{complaint, init, redress, stdout};
use std::io::Write;
use std::path::Path;
use std::process::{Output, Stdio};
use tempfile::TempDir;

struct People(TempDir);

impl People {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        init(dir.path());
        Self(dir)
    }

    fn dir(&self) -> &Path {
        self.0.path()
    }

    fn user(&self, args: &[&str]) -> Output {
        let mut all = vec!["user"];
        all.extend(args);
        all.extend(["--data-dir", self.dir().to_str().unwrap()]);
        redress(&all).stdin(Stdio::null()).output().unwrap()
    }

    fn user_with_password(&self, args: &[&str], password: &str) -> Output {
        let mut all = vec!["user"];
        all.extend(args);
        all.extend(["--data-dir", self.dir().to_str().unwrap()]);
        let mut child = redress(&all)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // It may have refused already, before it read anything.
        let _ = child.stdin.take().unwrap().write_all(password.as_bytes());
        child.wait_with_output().unwrap()
    }
}

#[test]
fn users_are_added_disabled_and_reset() {
    let people = People::new();
    let added = stdout(&people.user(&["add", "--name", "anna", "--role", "agent"]));
    assert!(added.contains("added anna as agent") && added.contains("password: "), "{added}");
    let taken = complaint(&people.user(&["add", "--name", "Anna", "--role", "agent"]));
    assert!(taken.contains("the name `Anna` is taken"), "{taken}");
    let customer = complaint(&people.user(&["add", "--name", "ben", "--role", "customer"]));
    assert!(customer.contains("expected agent"), "{customer}");
    assert_eq!(stdout(&people.user(&["disable", "--name", "anna"])), "disabled anna\n");
    assert!(stdout(&people.user(&["reset", "--name", "anna"])).contains("reset anna"));
    assert!(complaint(&people.user(&["disable", "--name", "nobody"])).contains("no user `nobody`"));
}

#[test]
fn names_and_passwords_that_are_none_are_refused() {
    let people = People::new();
    for name in ["", "   ", "a\u{202e}b", "a\nb", "\u{200b}"] {
        let line = complaint(&people.user(&["add", "--name", name, "--role", "agent"]));
        assert!(line.contains("name: expected 1 to 64 readable characters"), "{line}");
    }
    let unnamed = people.user(&["add", "--name", "ben", "--display-name", " ", "--role", "agent"]);
    assert!(complaint(&unnamed).contains("display-name: expected"), "{unnamed:?}");
    for password in ["password", "        ", "12345678", "ben12345", "short", "aaaaaaaaaa"] {
        let line =
            complaint(&people.user_with_password(&["add", "--name", "ben", "--role", "agent"], password));
        assert!(line.contains("password"), "{line}");
    }
    let added = people.user_with_password(&["add", "--name", "ben", "--role", "agent"], "linden tree 4\n");
    assert_eq!(stdout(&added), "added ben as agent\n");
    let reset = complaint(&people.user_with_password(&["reset", "--name", "ben"], "password"));
    assert!(reset.contains("among the first"), "{reset}");
}

#[test]
fn there_is_always_somebody_left_who_may_manage_users() {
    let people = People::new();
    stdout(&people.user(&["add", "--name", "wu", "--role", "admin"]));
    for args in [&["disable", "--name", "wu"][..], &["role", "--name", "wu", "--role", "agent"]] {
        let line = complaint(&people.user(args));
        assert!(line.contains("the last admin"), "{line}");
    }
    stdout(&people.user(&["add", "--name", "li", "--role", "agent"]));
    stdout(&people.user(&["role", "--name", "li", "--role", "admin"]));
    assert_eq!(stdout(&people.user(&["disable", "--name", "wu"])), "disabled wu\n");
    assert!(complaint(&people.user(&["disable", "--name", "li"])).contains("the last admin"));
}

#[test]
fn users_are_listed_and_every_change_leaves_a_trace() {
    let people = People::new();
    assert!(stdout(&people.user(&["list"])).contains("nobody may sign in yet"));
    stdout(&people.user(&["add", "--name", "anna", "--display-name", "Anna B.", "--role", "agent"]));
    stdout(&people.user(&["add", "--name", "wu", "--role", "admin"]));
    stdout(&people.user(&["add", "--name", "ben", "--role", "supervisor"]));
    stdout(&people.user(&["hand-over", "--name", "anna", "--to", "ben"]));
    stdout(&people.user(&["disable", "--name", "anna"]));
    let listed = stdout(&people.user(&["list"]));
    assert!(listed.contains("anna\tAnna B.\tagent\tno access\t0 open cases"), "{listed}");
    assert!(listed.contains("wu\twu\tadmin\taccess\t0 open cases"), "{listed}");
    let log = stdout(&people.user(&["log"]));
    let told: Vec<_> =
        log.lines().map(|line| line.split('\t').skip(1).collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(
        told,
        [
            "anna added as agent by command line",
            "wu added as admin by command line",
            "ben added as supervisor by command line",
            "anna handed their cases over to ben by command line",
            "anna disabled by command line",
        ]
    );
    let nobody = complaint(&people.user(&["hand-over", "--name", "ben", "--to", "wu"]));
    assert!(nobody.contains("`wu` can't take cases"), "{nobody}");
}
