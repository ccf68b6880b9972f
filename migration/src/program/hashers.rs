// What im has and imbl has not: a parameter for the hasher, and `Hash` of what is hashed.

use std::collections::hash_map::DefaultHasher;
use std::hash::{BuildHasher, BuildHasherDefault, Hash, Hasher};

use library::{HashMap, HashSet};

/// A compiler's hasher of small keys.
#[derive(Clone, Default)]
struct Fx(u64);

impl Hasher for Fx {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0.rotate_left(5) ^ u64::from(*byte)).wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

type FxMap<K, V> = HashMap<K, V, BuildHasherDefault<Fx>>;
type FxSet<T> = HashSet<T, BuildHasherDefault<Fx>>;

/// It is derived because its fields have it.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
struct Node {
    children: FxMap<u32, FxSet<u32>>,
    names: HashSet<String>,
}

fn by_any_hasher<K: Hash + Eq, V: Copy, S: BuildHasher>(
    map: &HashMap<K, V, S>,
    key: &K,
) -> Option<V> {
    map.get(key).copied()
}

pub fn run(out: &mut String) {
    let map: FxMap<u32, u32> = (0..100).map(|key: u32| (key, key + 1)).collect();
    show!(
        out,
        "hasher",
        (map.len(), map[&50], by_any_hasher(&map, &99), by_any_hasher(&map, &100))
    );
    let made = FxMap::<u32, u32>::with_hasher(BuildHasherDefault::default()).update(1, 2);
    show!(out, "with_hasher", made);
    let _ = made.hasher().build_hasher();
    show!(out, "union", made.union(map).len());
    let set: FxSet<u32> = FxSet::default().update(7);
    show!(out, "set", (&set, set.clone().union(FxSet::from(vec![7])).len()));
    let mut nodes: HashMap<Node, u8> = HashMap::new();
    nodes.insert(Node::default(), 1);
    show!(out, "a map as a key", nodes.get(&Node::default()));
    let mut hasher = DefaultHasher::new();
    set.hash(&mut hasher);
    let _ = hasher.finish();
}
