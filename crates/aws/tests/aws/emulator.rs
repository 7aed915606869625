//! MiniStack, an emulated AWS account, in a process of its own on a free port.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use aws_config::{BehaviorVersion, Region, SdkConfig};

/// How long it may take to start.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running emulator, stopped with the value.
pub(crate) struct Emulator {
    process: Child,
    port: u16,
    _home: tempfile::TempDir,
}

impl Emulator {
    /// Starts one; `None`, said aloud, where `CLAIMLAKE_EMULATOR` does not name MiniStack's program.
    pub(crate) fn start() -> Option<Emulator> {
        let Some(program) = std::env::var_os("CLAIMLAKE_EMULATOR") else {
            println!("SKIPPED: CLAIMLAKE_EMULATOR names no MiniStack; run ./test");
            return None;
        };
        let home = tempfile::tempdir().unwrap();
        let port = free_port();
        let address = format!("http://127.0.0.1:{port}");
        // It hands its own environment on to functions.
        let process = Command::new(program)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", home.path())
            .env("TMPDIR", home.path())
            .env("GATEWAY_PORT", port.to_string())
            .env("BIND_HOST", "127.0.0.1")
            .env("MINISTACK_HOST", "127.0.0.1")
            .env("IOT_MTLS_ENABLED", "0")
            .env("AWS_ENDPOINT_URL", &address)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let emulator = Emulator {
            process,
            port,
            _home: home,
        };
        let start = Instant::now();
        while !emulator.is_up() {
            assert!(start.elapsed() < PATIENCE, "the emulator did not start");
            std::thread::sleep(Duration::from_millis(100));
        }
        Some(emulator)
    }

    /// What the SDK needs to reach it.
    pub(crate) async fn config(&self) -> SdkConfig {
        let keys = aws_sdk_dynamodb::config::Credentials::new("test", "test", None, None, "test");
        aws_config::defaults(BehaviorVersion::latest())
            .region(Region::new("us-east-1"))
            .endpoint_url(format!("http://127.0.0.1:{}", self.port))
            .credentials_provider(keys)
            .load()
            .await
    }

    fn is_up(&self) -> bool {
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

/// A port that nobody had a moment ago.
fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.local_addr().unwrap().port()
}
