// Pieces of applications: what users of im and imbl have published is like these.

use std::collections::BTreeMap;
use std::sync::Arc;

use library::{HashMap, HashSet, OrdMap, OrdSet, Vector, hashmap, ordmap, vector};

pub fn run(out: &mut String) {
    undo(out);
    scopes(out);
    resolver(out);
    inventory(out);
}

/// An editor that keeps its versions.
#[derive(Clone, Debug, Default, PartialEq)]
struct Document {
    lines: Vector<Arc<str>>,
    marks: OrdMap<usize, Vector<String>>,
}

fn undo(out: &mut String) {
    let mut history: Vector<Document> = vector![Document::default()];
    for (at, text) in ["one", "two", "three"].iter().enumerate() {
        let mut next = history.back().cloned().unwrap_or_default();
        next.lines.push_back(Arc::from(*text));
        next.marks.entry(at).or_default().push_back(text.to_uppercase());
        history.push_back(next);
    }
    show!(out, "history", history);
    history.pop_back();
    show!(out, "undone", (history.len(), history.last() == history.get(2)));
}

/// Scopes of a compiler: a map that is cloned at every block.
#[derive(Clone, Debug, Default)]
struct Scope {
    names: HashMap<String, usize>,
    depth: usize,
}

impl Scope {
    fn child(&self, names: &[&str]) -> Self {
        let names = names.iter().map(|name| (name.to_string(), self.depth + 1));
        Self { names: HashMap::from_iter(names).union(self.names.clone()), depth: self.depth + 1 }
    }
}

fn scopes(out: &mut String) {
    let root = Scope::default().child(&["a", "b"]);
    let inner = root.child(&["b", "c"]);
    let sorted: BTreeMap<&String, &usize> = inner.names.iter().collect();
    show!(out, "scope", (sorted, root.names.len(), inner.names.get("a")));
}

/// A search that clones its whole state at each step, with collections in collections.
fn resolver(out: &mut String) {
    #[derive(Clone, Default)]
    struct State {
        chosen: OrdMap<&'static str, u32>,
        open: OrdSet<&'static str>,
        refused: HashMap<&'static str, HashSet<u32>>,
    }
    fn solve(
        state: State,
        wants: &HashMap<&'static str, Vec<u32>>,
        steps: &mut u32,
    ) -> Option<State> {
        *steps += 1;
        let Some(name) = state.open.get_min().copied() else { return Some(state) };
        for version in &wants[name] {
            if state.refused.get(name).is_some_and(|refused| refused.contains(version)) {
                continue;
            }
            let mut next = state.clone();
            next.open.remove(name);
            next.chosen.insert(name, *version);
            // Who takes `a` of some version cannot have `b` of the same.
            if name == "a" {
                next.refused.entry("b").or_default().insert(*version);
            }
            let sum: u32 = next.chosen.values().sum();
            if sum <= 6
                && let Some(found) = solve(next, wants, steps)
            {
                return Some(found);
            }
        }
        None
    }
    let wants = hashmap! { "a" => vec![3, 2, 1], "b" => vec![3, 2, 1], "c" => vec![3, 2] };
    let open = wants.keys().copied().collect();
    let mut steps = 0;
    let found = solve(State { open, ..State::default() }, &wants, &mut steps);
    show!(out, "resolved", (found.map(|state| state.chosen), steps));
}

fn inventory(out: &mut String) {
    let monday: OrdMap<&str, i32> = ordmap! { "apples" => 5, "pears" => 3 };
    let tuesday = monday.update("plums", 7).alter(|n| n.map(|n| n - 2), "apples");
    let total = monday.clone().union_with(tuesday.clone(), |a, b| a + b);
    show!(out, "inventory", (&monday, &tuesday, &total));
    let grown: Vec<_> = tuesday.iter().filter(|(name, n)| monday.get(*name) < Some(n)).collect();
    show!(out, "grown", grown);
}
