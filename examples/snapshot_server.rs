//! A server that saves snapshots to disk while it keeps writing: a version of a map is published through an
//! `ArcSwap`, from which readers and the saver take it without waiting for the writer, nor he for them.
//! Beside it the same server with std's map behind a lock, of which a snapshot is a full clone.
//!
//! `cargo run --release --example snapshot_server [-- ACCOUNTS]`
//!
//! The recipe is `Published` below: the writer edits a map of its own, and from time to time stores a clone
//! of it, which costs O(1). What the clone shares is copied by the writer when it writes there again, a
//! path at a time, so that no single write waits for a whole copy. Where there are several writers, they
//! keep the map they edit behind a lock, or edit with `ArcSwap::rcu`.

use std::collections::HashMap as StdMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, RwLock};
use std::thread;
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;
use offshoot::HashMap;

const USAGE: &str = "usage: snapshot_server [ACCOUNTS]";
const ACCOUNTS: u64 = 1_000_000;
const BALANCE: i64 = 1_000;
/// How long each server runs, and how long it rests after each snapshot.
const TIME: Duration = Duration::from_millis(1_000);
const REST: Duration = Duration::from_millis(30);
/// Transfers between two moments at which the writer publishes what it has, or lets go of the lock.
const BATCH: usize = 50;

#[derive(Clone)]
struct Account {
    owner: Arc<str>,
    balance: i64,
}

/// What a server does with its map.
trait Server: Sync {
    /// What the writer holds between two batches.
    type Writer<'a>
    where
        Self: 'a;
    /// A version that does not change any more.
    type Snapshot;

    fn writer(&self) -> Self::Writer<'_>;
    /// Moves amounts from one account to another.
    fn transfer(&self, writer: &mut Self::Writer<'_>, transfers: &[(u64, u64, i64)]);
    fn balance(&self, account: u64) -> Option<i64>;
    fn snapshot(&self) -> Self::Snapshot;
    fn entries(snapshot: &Self::Snapshot) -> impl Iterator<Item = (&u64, &Account)>;
}

/// Our map, published.
struct Published(ArcSwap<HashMap<u64, Account>>);

impl Server for Published {
    type Writer<'a> = HashMap<u64, Account>;
    type Snapshot = Arc<HashMap<u64, Account>>;

    fn writer(&self) -> Self::Writer<'_> {
        HashMap::clone(&self.0.load())
    }

    fn transfer(&self, accounts: &mut Self::Writer<'_>, transfers: &[(u64, u64, i64)]) {
        for &(from, to, amount) in transfers {
            accounts[&from].balance -= amount;
            accounts[&to].balance += amount;
        }
        self.0.store(Arc::new(accounts.clone()));
    }

    fn balance(&self, account: u64) -> Option<i64> {
        self.0.load().get(&account).map(|account| account.balance)
    }

    fn snapshot(&self) -> Self::Snapshot {
        self.0.load_full()
    }

    fn entries(snapshot: &Self::Snapshot) -> impl Iterator<Item = (&u64, &Account)> {
        snapshot.iter()
    }
}

/// std's map, locked.
struct Locked(RwLock<StdMap<u64, Account>>);

impl Server for Locked {
    type Writer<'a> = ();
    type Snapshot = StdMap<u64, Account>;

    fn writer(&self) {}

    fn transfer(&self, (): &mut (), transfers: &[(u64, u64, i64)]) {
        let mut accounts = self.0.write().expect("nobody panics");
        for &(from, to, amount) in transfers {
            accounts.get_mut(&from).expect("every account is there").balance -= amount;
            accounts.get_mut(&to).expect("every account is there").balance += amount;
        }
    }

    fn balance(&self, account: u64) -> Option<i64> {
        self.0.read().expect("nobody panics").get(&account).map(|account| account.balance)
    }

    fn snapshot(&self) -> Self::Snapshot {
        self.0.read().expect("nobody panics").clone()
    }

    fn entries(snapshot: &Self::Snapshot) -> impl Iterator<Item = (&u64, &Account)> {
        snapshot.iter()
    }
}

/// What was seen while a server ran.
#[derive(Default)]
struct Seen {
    /// When each batch of transfers began and was done.
    batches: Vec<(Instant, Instant)>,
    reads: usize,
    reader_pause: Duration,
    /// When each snapshot was asked for, and when it was there; saving it is not part of this.
    snapshots: Vec<(Instant, Instant)>,
    saved_bytes: u64,
}

/// Numbers that look random.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(0x1405_7B7E_F767_814F);
        ((u128::from(self.0) * u128::from(n)) >> 64) as u64
    }
}

fn serve<S: Server>(server: &S, accounts: u64, path: &PathBuf) -> io::Result<Seen> {
    let over = AtomicBool::new(false);
    let goes_on = || !over.load(Ordering::Relaxed);
    let mut seen = Seen::default();
    thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let (mut random, mut writer) = (Random(1), server.writer());
            let (mut batches, mut last) = (Vec::new(), Instant::now());
            while goes_on() {
                let batch: [_; BATCH] = std::array::from_fn(|_| {
                    (random.below(accounts), random.below(accounts), random.below(100) as i64)
                });
                server.transfer(&mut writer, &batch);
                let now = Instant::now();
                batches.push((last, now));
                last = now;
            }
            batches
        });
        let reader = scope.spawn(|| {
            let (mut random, mut reads, mut longest) = (Random(2), 0, Duration::ZERO);
            while goes_on() {
                let start = Instant::now();
                assert!(server.balance(random.below(accounts)).is_some(), "an account is missing");
                longest = longest.max(start.elapsed());
                reads += 1;
                // Requests come now and then.
                if reads % 100 == 0 {
                    thread::sleep(Duration::from_millis(200));
                }
            }
            (reads, longest)
        });
        let start = Instant::now();
        let mut saved = Ok(());
        while start.elapsed() < TIME && saved.is_ok() {
            thread::sleep(REST);
            let before = Instant::now();
            let snapshot = server.snapshot();
            seen.snapshots.push((before, Instant::now()));
            saved =
                save(S::entries(&snapshot), accounts, path).map(|bytes| seen.saved_bytes = bytes);
        }
        over.store(true, Ordering::Relaxed);
        seen.batches = writer.join().expect("the writer does not panic");
        (seen.reads, seen.reader_pause) = reader.join().expect("no account is missing");
        saved
    })?;
    Ok(seen)
}

/// Writes a snapshot to a file. What it says must add up: no transfer is in it by half.
fn save<'a>(
    entries: impl Iterator<Item = (&'a u64, &'a Account)>,
    accounts: u64,
    path: &PathBuf,
) -> io::Result<u64> {
    let mut file = BufWriter::new(File::create(path)?);
    let (mut count, mut total) = (0, 0);
    for (number, account) in entries {
        file.write_all(&number.to_le_bytes())?;
        file.write_all(&account.balance.to_le_bytes())?;
        file.write_all(&(account.owner.len() as u64).to_le_bytes())?;
        file.write_all(account.owner.as_bytes())?;
        count += 1;
        total += account.balance;
    }
    file.flush()?;
    assert_eq!((count, total), (accounts, BALANCE * accounts as i64), "a snapshot is torn");
    Ok(file.get_ref().metadata()?.len())
}

impl Seen {
    /// The batches that were under way while a snapshot was taken: for each, how long the writer waited for
    /// its longest.
    fn pauses_at_snapshots(&self) -> Vec<Duration> {
        let overlapping = |&(asked, there): &(Instant, Instant)| {
            let batches =
                self.batches.iter().filter(move |batch| batch.0 < there && asked < batch.1);
            batches.map(|batch| batch.1 - batch.0).max()
        };
        self.snapshots.iter().filter_map(overlapping).collect()
    }
}

/// How long the machine keeps a thread waiting that waits for nobody.
fn idle_pause() -> Duration {
    let (start, mut last, mut longest) = (Instant::now(), Instant::now(), Duration::ZERO);
    while start.elapsed() < TIME / 3 {
        let now = Instant::now();
        longest = longest.max(now - last);
        last = now;
    }
    longest
}

fn longest(times: &[(Instant, Instant)]) -> Duration {
    times.iter().map(|time| time.1 - time.0).max().unwrap_or_default()
}

fn millis(time: Duration) -> String {
    format!("{:.3} ms", time.as_secs_f64() * 1e3)
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let accounts = match (arguments.next(), arguments.next()) {
        (None, _) => Ok(ACCOUNTS),
        (Some(number), None) => number.parse().map_err(|_| ()),
        _ => Err(()),
    };
    let Ok(accounts @ 1..) = accounts else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let path = std::env::temp_dir().join(format!("snapshot_server-{}", std::process::id()));
    let entries = || {
        (0..accounts).map(|number| {
            (number, Account { owner: format!("owner {number}").into(), balance: BALANCE })
        })
    };
    println!(
        "{accounts} accounts. One thread transfers money, one reads, and one saves a snapshot\n\
         every now and then, for {:.1} s with each of two maps. Every snapshot adds up.\n",
        TIME.as_secs_f64()
    );
    let ours = Published(ArcSwap::from_pointee(entries().collect()));
    let ours = serve(&ours, accounts, &path);
    let theirs = Locked(RwLock::new(entries().collect()));
    let theirs = serve(&theirs, accounts, &path);
    let _ = std::fs::remove_file(&path);
    let (ours, theirs) = match (ours, theirs) {
        (Ok(ours), Ok(theirs)) => (ours, theirs),
        (Err(error), _) | (_, Err(error)) => {
            eprintln!("snapshot_server: {}: {error}", path.display());
            return ExitCode::FAILURE;
        }
    };
    let row =
        |name: &str, ours: String, theirs: String| println!("{name:36}{ours:>16}{theirs:>16}");
    row("", "ours, published".into(), "std's, locked".into());
    let count = |seen: &Seen| (seen.batches.len() * BATCH).to_string();
    row("transfers", count(&ours), count(&theirs));
    row("reads", ours.reads.to_string(), theirs.reads.to_string());
    row("snapshots saved", ours.snapshots.len().to_string(), theirs.snapshots.len().to_string());
    row("bytes of each", ours.saved_bytes.to_string(), theirs.saved_bytes.to_string());
    let least = |times: Vec<Duration>| millis(times.into_iter().min().unwrap_or_default());
    let took = |seen: &Seen| least(seen.snapshots.iter().map(|time| time.1 - time.0).collect());
    row("to take a snapshot, at least", took(&ours), took(&theirs));
    let pause = |seen: &Seen| least(seen.pauses_at_snapshots());
    row("pause of the writer by it, at least", pause(&ours), pause(&theirs));
    let pause = |seen: &Seen| millis(longest(&seen.batches));
    row("longest pause of the writer", pause(&ours), pause(&theirs));
    row("longest pause of the reader", millis(ours.reader_pause), millis(theirs.reader_pause));
    println!(
        "\nA snapshot of ours is the clone of an `Arc`. One of std's is a clone of the map, for which the\n\
         writer waits. (Ours writes less in the same time: what was published is copied before it is\n\
         written to again, a path at a time.) In the longest pauses is also what else the machine\n\
         has to do: it kept a thread that only looks at the clock waiting for {}.",
        millis(idle_pause())
    );
    ExitCode::SUCCESS
}
