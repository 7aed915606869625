//! MiniStack, an emulated AWS account, in a process of its own on a free port.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use aws_config::{BehaviorVersion, Region, SdkConfig};

/// How long it may take to start.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running emulator, stopped with the value.
pub(crate) struct Emulator {
    process: Child,
    port: u16,
    home: tempfile::TempDir,
    secured: Option<PathBuf>,
}

impl Emulator {
    /// Starts one; `None`, said aloud, where `CLAIMLAKE_EMULATOR` does not name MiniStack's program.
    pub(crate) fn start() -> Option<Emulator> {
        Emulator::start_with(None)
    }

    /// Starts one that checks signatures and rights and speaks TLS, with the certificate `server.pem`, its
    /// key `server.key` and the authority `ca.pem` of this folder.
    #[allow(
        dead_code,
        reason = "what deploys a stack uses it, what tests a port does not"
    )]
    pub(crate) fn secured(certificates: &Path) -> Option<Emulator> {
        Emulator::start_with(Some(certificates))
    }

    fn start_with(secured: Option<&Path>) -> Option<Emulator> {
        let Some(program) = std::env::var_os("CLAIMLAKE_EMULATOR") else {
            println!("SKIPPED: CLAIMLAKE_EMULATOR names no MiniStack; run ./test");
            return None;
        };
        let home = tempfile::tempdir().unwrap();
        let log = File::create(home.path().join("log")).unwrap();
        let port = free_port();
        let mut command = Command::new(program);
        // It hands its own environment on to functions.
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", home.path())
            .env("TMPDIR", home.path())
            .env("GATEWAY_PORT", port.to_string())
            .env("BIND_HOST", "127.0.0.1")
            .env("MINISTACK_HOST", "127.0.0.1")
            .env("IOT_MTLS_ENABLED", "0")
            .env("AWS_ENDPOINT_URL", address(port, secured.is_some()));
        if let Some(folder) = secured {
            command
                .env("AUTH", "true")
                .env("USE_SSL", "1")
                .env("MINISTACK_SSL_CERT", folder.join("server.pem"))
                .env("MINISTACK_SSL_KEY", folder.join("server.key"))
                .env("SSL_CERT_FILE", folder.join("ca.pem"))
                .env("AWS_CA_BUNDLE", folder.join("ca.pem"));
        }
        let process = command
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap();
        let emulator = Emulator {
            process,
            port,
            home,
            secured: secured.map(Path::to_owned),
        };
        let start = Instant::now();
        while !emulator.is_up() {
            assert!(start.elapsed() < PATIENCE, "the emulator did not start");
            std::thread::sleep(Duration::from_millis(100));
        }
        Some(emulator)
    }

    /// Where it answers.
    pub(crate) fn address(&self) -> String {
        address(self.port, self.secured.is_some())
    }

    /// What it has said.
    #[allow(
        dead_code,
        reason = "what deploys a stack uses it, what tests a port does not"
    )]
    pub(crate) fn log(&self) -> String {
        let bytes = std::fs::read(self.home.path().join("log")).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// The environment of a program that is to reach it, as the root of its account.
    #[allow(
        dead_code,
        reason = "what deploys a stack uses it, what tests a port does not"
    )]
    pub(crate) fn environment(&self) -> Vec<(&'static str, String)> {
        let mut all = vec![
            ("AWS_ENDPOINT_URL", self.address()),
            ("AWS_ACCESS_KEY_ID", "test".to_owned()),
            ("AWS_SECRET_ACCESS_KEY", "test".to_owned()),
            ("AWS_DEFAULT_REGION", "us-east-1".to_owned()),
            ("AWS_REGION", "us-east-1".to_owned()),
            ("AWS_EC2_METADATA_DISABLED", "true".to_owned()),
        ];
        if let Some(folder) = &self.secured {
            let authority = folder.join("ca.pem").to_string_lossy().into_owned();
            all.push(("SSL_CERT_FILE", authority.clone()));
            all.push(("AWS_CA_BUNDLE", authority));
        }
        all
    }

    /// What the SDK needs to reach it.
    pub(crate) async fn config(&self) -> SdkConfig {
        config(self.address()).await
    }

    fn is_up(&self) -> bool {
        if self.secured.is_some() {
            // Whoever speaks TLS to it finds out the rest.
            return TcpStream::connect(("127.0.0.1", self.port)).is_ok();
        }
        let Ok(mut stream) = TcpStream::connect(("127.0.0.1", self.port)) else {
            return false;
        };
        let asked =
            "GET /_ministack/health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
        let mut answer = String::new();
        stream.write_all(asked.as_bytes()).is_ok()
            && stream.read_to_string(&mut answer).is_ok()
            && answer.starts_with("HTTP/1.1 200")
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What the SDK needs to reach an account that takes any key.
pub(crate) async fn config(address: String) -> SdkConfig {
    let keys = aws_sdk_dynamodb::config::Credentials::new("test", "test", None, None, "test");
    aws_config::defaults(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .endpoint_url(address)
        .credentials_provider(keys)
        .load()
        .await
}

fn address(port: u16, secured: bool) -> String {
    let scheme = if secured { "https" } else { "http" };
    format!("{scheme}://127.0.0.1:{port}")
}

/// A port that nobody had a moment ago.
fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.local_addr().unwrap().port()
}
