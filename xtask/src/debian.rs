//! Programs that come as Debian's packages.

use crate::{process, say};
use anyhow::Result;
use std::process::Stdio;

/// Installs packages when that needs no question; where it is not possible, the caller says what to do.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    if process::on_path("apt-get").is_none() {
        return Ok(());
    }
    let is_root = process::output(process::program("id")?.arg("-u")).is_ok_and(|id| id.trim() == "0");
    let may_sudo = || {
        process::on_path("sudo").is_some()
            && process::program("sudo").is_ok_and(|mut sudo| {
                sudo.args(["-n", "true"]).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
            })
    };
    let prefix: &[&str] = if is_root {
        &["env"]
    } else if may_sudo() {
        &["sudo", "-n", "env"]
    } else {
        return Ok(());
    };
    say::step(format_args!("installing {}", packages.join(", ")));
    let mut words = prefix.iter().copied();
    let first = words.next().unwrap_or("env");
    let words: Vec<&str> = words.chain(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).collect();
    let apt =
        |args: &[&str]| -> Result<()> { process::run(process::program(first)?.args(&words).args(args)) };
    // An outdated list often names packages that are gone; a list that cannot be renewed may still do.
    if let Err(error) = apt(&["update", "--quiet"]) {
        say::line(error);
    }
    if let Err(error) =
        apt(&[&["install", "--yes", "--quiet", "--no-install-recommends"][..], packages].concat())
    {
        say::line(error);
    }
    Ok(())
}
