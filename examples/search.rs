//! A search that tries, fails and goes back: which versions of some thousand packages fit together? Each guess
//! is made in a clone of the state. To go back, however far, is to take an older one: nothing is ever undone
//! by hand. The same search with std's collections, cloned as often, is run beside it.
//!
//! `cargo run --release --example search [-- PACKAGES [SEED]]`

use std::collections::{BTreeMap, BTreeSet, HashMap as StdMap};
use std::process::ExitCode;
use std::time::Instant;

use offshoot::{HashMap, OrdMap, OrdSet};

const USAGE: &str = "usage: search [PACKAGES [SEED]]";
const PACKAGES: u32 = 3_000;
const SEED: u64 = 1;
/// As many are tried with std's collections: more would take too long, and too much memory.
const FEW: u32 = 400;
/// Guesses after which it gives up.
const LIMIT: usize = 1_000_000;
/// Versions of each package; the last one is the newest.
const VERSIONS: u32 = 12;

type Package = u32;
/// A set of versions of one package, a bit for each.
type Versions = u16;

const ALL: Versions = (1 << VERSIONS) - 1;

/// Which versions of which packages each version of each package can live with.
struct Registry {
    needs: Vec<Vec<Vec<(Package, Versions)>>>,
}

impl Registry {
    /// Newer versions of packages need newer versions of some others, and now and then an author is
    /// choosy. There is at least one solution, which somebody has hidden.
    fn made(packages: u32, seed: u64) -> Self {
        let mut random = Random(seed);
        let hidden: Vec<u32> = (0..packages).map(|_| random.below(VERSIONS)).collect();
        let mut needs = Vec::new();
        for package in 0..packages {
            let mut versions = Vec::new();
            for version in 0..VERSIONS {
                let mut list = Vec::new();
                for _ in 0..3 {
                    let other = package + 1 + random.below(40);
                    let (from, width) = (random.below(VERSIONS), 6 + random.below(VERSIONS));
                    if other >= packages {
                        continue;
                    }
                    let mut some = (((1_u32 << width) - 1) << from) as Versions & ALL;
                    if version == hidden[package as usize] {
                        some |= 1 << hidden[other as usize];
                    }
                    list.push((other, some));
                }
                versions.push(list);
            }
            needs.push(versions);
        }
        Self { needs }
    }

    fn fits(&self, chosen: &[(Package, u32)]) -> bool {
        let versions: BTreeMap<_, _> = chosen.iter().copied().collect();
        chosen.iter().all(|(package, version)| {
            let needs = &self.needs[*package as usize][*version as usize];
            needs
                .iter()
                .all(|(other, some)| versions.get(other).is_some_and(|v| some & (1 << v) != 0))
        })
    }
}

/// Numbers that look random.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u32) -> u32 {
        self.0 = self.0.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(0x1405_7B7E_F767_814F);
        ((u128::from(self.0) * u128::from(n)) >> 64) as u32
    }
}

/// The guesses that are to blame for something, by their number in the row.
trait Blame: Clone + Default {
    fn add(&mut self, guess: usize);
    fn add_all(&mut self, others: &Self);
    /// The last one, taken out.
    fn pop(&mut self) -> Option<usize>;
}

/// A state of the search: sets in maps.
trait State: Clone + Default {
    type Blame: Blame;

    /// The versions that a package may still have, and who is to blame that it has not the others. None where
    /// nobody needs it.
    fn possible(&self, package: Package) -> Option<(Versions, &Self::Blame)>;
    fn set_possible(&mut self, package: Package, some: Versions, blame: Self::Blame);
    /// A package is open as long as no version is chosen; that with the fewest choices comes first.
    fn open(&mut self, choices: u32, package: Package);
    fn close(&mut self, choices: u32, package: Package) -> bool;
    fn next(&self) -> Option<Package>;
    fn choose(&mut self, package: Package, version: u32);
    fn chosen(&self) -> Vec<(Package, u32)>;

    /// Leaves a package only some of its versions, by a guess. Returns who is to blame if none of these is
    /// left.
    fn restrict(
        &mut self,
        package: Package,
        some: Versions,
        guess: usize,
    ) -> Result<(), Self::Blame> {
        let (before, mut blame) = match self.possible(package) {
            Some((before, blame)) if before & some != before => (Some(before), blame.clone()),
            Some(_) => return Ok(()),
            None => (None, Self::Blame::default()),
        };
        blame.add(guess);
        let after = before.unwrap_or(ALL) & some;
        if after == 0 {
            return Err(blame);
        }
        self.set_possible(package, after, blame);
        if before.is_none_or(|before| self.close(before.count_ones(), package)) {
            self.open(after.count_ones(), package);
        }
        Ok(())
    }
}

/// Of our collections: a clone is O(1), of sets in maps too.
#[derive(Clone, Default)]
struct Shared {
    possible: HashMap<Package, (Versions, OrdSet<usize>)>,
    open: OrdSet<(u32, Package)>,
    chosen: OrdMap<Package, u32>,
}

impl Blame for OrdSet<usize> {
    fn add(&mut self, guess: usize) {
        self.insert(guess);
    }

    fn add_all(&mut self, others: &Self) {
        *self = &*self | others;
    }

    fn pop(&mut self) -> Option<usize> {
        self.remove_max()
    }
}

impl State for Shared {
    type Blame = OrdSet<usize>;

    fn possible(&self, package: Package) -> Option<(Versions, &Self::Blame)> {
        self.possible.get(&package).map(|(some, blame)| (*some, blame))
    }

    fn set_possible(&mut self, package: Package, some: Versions, blame: Self::Blame) {
        self.possible.insert(package, (some, blame));
    }

    fn open(&mut self, choices: u32, package: Package) {
        self.open.insert((choices, package));
    }

    fn close(&mut self, choices: u32, package: Package) -> bool {
        self.open.remove(&(choices, package)).is_some()
    }

    fn next(&self) -> Option<Package> {
        self.open.get_min().map(|(_, package)| *package)
    }

    fn choose(&mut self, package: Package, version: u32) {
        self.chosen.insert(package, version);
    }

    fn chosen(&self) -> Vec<(Package, u32)> {
        self.chosen.iter().map(|(package, version)| (*package, *version)).collect()
    }
}

/// Of std's: a clone is a copy.
#[derive(Clone, Default)]
struct Copied {
    possible: StdMap<Package, (Versions, BTreeSet<usize>)>,
    open: BTreeSet<(u32, Package)>,
    chosen: BTreeMap<Package, u32>,
}

impl Blame for BTreeSet<usize> {
    fn add(&mut self, guess: usize) {
        self.insert(guess);
    }

    fn add_all(&mut self, others: &Self) {
        self.extend(others);
    }

    fn pop(&mut self) -> Option<usize> {
        self.pop_last()
    }
}

impl State for Copied {
    type Blame = BTreeSet<usize>;

    fn possible(&self, package: Package) -> Option<(Versions, &Self::Blame)> {
        self.possible.get(&package).map(|(some, blame)| (*some, blame))
    }

    fn set_possible(&mut self, package: Package, some: Versions, blame: Self::Blame) {
        self.possible.insert(package, (some, blame));
    }

    fn open(&mut self, choices: u32, package: Package) {
        self.open.insert((choices, package));
    }

    fn close(&mut self, choices: u32, package: Package) -> bool {
        self.open.remove(&(choices, package))
    }

    fn next(&self) -> Option<Package> {
        self.open.first().map(|(_, package)| *package)
    }

    fn choose(&mut self, package: Package, version: u32) {
        self.chosen.insert(package, version);
    }

    fn chosen(&self) -> Vec<(Package, u32)> {
        self.chosen.iter().map(|(package, version)| (*package, *version)).collect()
    }
}

/// A guess in the row that is being tried.
struct Guess<S: State> {
    /// What was known before it.
    state: S,
    package: Package,
    untried: Versions,
    /// Who is to blame that versions were not possible.
    blame: S::Blame,
}

/// What it took.
#[derive(Default, PartialEq, Eq)]
struct Effort {
    guesses: usize,
    /// How often it went back, and how far at once at most.
    back: usize,
    farthest: usize,
    longest_row: usize,
}

/// A version for each package that is needed, as new as can be; none if it gives up. `longest` is
/// told of the row of states when it is longer than ever.
fn solve<S: State>(
    registry: &Registry,
    mut longest: impl FnMut(&[Guess<S>]),
) -> (Option<S>, Effort) {
    let mut effort = Effort::default();
    let mut state = S::default();
    // The first one is the one that somebody wants.
    let _ = state.restrict(0, ALL, 0);
    let mut row: Vec<Guess<S>> = Vec::new();
    loop {
        let Some(package) = state.next() else { return (Some(state), effort) };
        let (untried, blame) = state.possible(package).expect("an open package is needed");
        let blame = blame.clone();
        row.push(Guess { state, package, untried, blame });
        if row.len() > effort.longest_row {
            effort.longest_row = row.len();
            longest(&row);
        }
        state = loop {
            let at = row.len() - 1;
            let guess = row.last_mut().expect("there is a guess as long as there is blame");
            if guess.untried == 0 {
                // None fits: back to the last one that is to blame, and past all that are not.
                let mut blame = std::mem::take(&mut guess.blame);
                let back = std::iter::from_fn(|| blame.pop()).find(|back| *back < at);
                let Some(back) = back else { return (None, effort) };
                effort.back += 1;
                effort.farthest = effort.farthest.max(at - back);
                row.truncate(back + 1);
                row[back].blame.add_all(&blame);
                continue;
            }
            let version = guess.untried.ilog2();
            guess.untried ^= 1 << version;
            effort.guesses += 1;
            if effort.guesses > LIMIT {
                return (None, effort);
            }
            let mut next = guess.state.clone();
            match registry.try_version(&mut next, guess.package, version, at) {
                Ok(()) => break next,
                Err(blame) => guess.blame.add_all(&blame),
            }
        };
    }
}

impl Registry {
    /// Chooses a version, and what follows from it.
    fn try_version<S: State>(
        &self,
        state: &mut S,
        package: Package,
        version: u32,
        guess: usize,
    ) -> Result<(), S::Blame> {
        let possible = state.possible(package).map_or(ALL, |(some, _)| some);
        state.close(possible.count_ones(), package);
        state.choose(package, version);
        state.restrict(package, 1 << version, guess)?;
        let needs = &self.needs[package as usize][version as usize];
        needs.iter().try_for_each(|(other, some)| state.restrict(*other, *some, guess))
    }
}

/// The heap behind the maps of some states, without the sets in them.
fn memory<'a>(states: impl Iterator<Item = &'a Shared> + Clone) -> usize {
    HashMap::memory(states.clone().map(|state| &state.possible)).total
        + OrdSet::memory(states.clone().map(|state| &state.open)).total
        + OrdMap::memory(states.map(|state| &state.chosen)).total
}

fn run<S: State>(registry: &Registry, who: &str) -> Result<(Vec<(Package, u32)>, Effort), String> {
    let start = Instant::now();
    let (found, effort) = solve::<S>(registry, |_| ());
    let time = start.elapsed();
    let found = found.ok_or(format!("gives up after {LIMIT} guesses; try another seed"))?.chosen();
    assert!(registry.fits(&found), "what is found fits");
    println!("  {who:22} {:10.1} ms", time.as_secs_f64() * 1e3);
    Ok((found, effort))
}

fn search(packages: u32, seed: u64) -> Result<(), String> {
    let few = packages.min(FEW);
    println!("{few} packages with {VERSIONS} versions each:");
    let registry = Registry::made(few, seed);
    let ours = run::<Shared>(&registry, "our collections")?;
    let theirs = run::<Copied>(&registry, "std's, cloned as often")?;
    assert!(ours == theirs, "both search alike");
    println!("  {} guesses, {} times back\n", ours.1.guesses, ours.1.back);

    println!("{packages} packages:");
    let registry = Registry::made(packages, seed);
    let (found, effort) = run::<Shared>(&registry, "our collections")?;
    println!(
        "  {} guesses, {} times back, at most over {} guesses at once\n  {} packages are needed, and fit together",
        effort.guesses,
        effort.back,
        effort.farthest,
        found.len()
    );
    // Once more, to weigh the row of states where it is longest.
    let (mut states, mut together, mut copies) = (0, 0, 0);
    solve::<Shared>(&registry, |row| {
        if row.len() == effort.longest_row {
            let row = || row.iter().map(|guess| &guess.state);
            states = row().count();
            together = memory(row());
            copies = row().map(|state| memory([state].into_iter())).sum();
        }
    });
    let mebibytes = |bytes: usize| bytes as f64 / f64::from(1 << 20);
    println!(
        "  {states} states at a time: {:.1} MiB of maps, and {:.1} if each had its own",
        mebibytes(together),
        mebibytes(copies)
    );
    Ok(())
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number =
        |at: usize, default: u64| arguments.get(at).map_or(Ok(default), |text| text.parse());
    let (Ok(packages @ 1..=100_000), Ok(seed), true) =
        (number(0, PACKAGES.into()), number(1, SEED), arguments.len() <= 2)
    else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match search(packages as u32, seed) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("search: {message}");
            ExitCode::FAILURE
        }
    }
}
