// What panics, and what does not. Not here is what im and imbl do not agree on: `truncate`, `skip` and `take`
// of a vector beyond its end, and `split_at` of a focus at its end.

use std::panic::{AssertUnwindSafe, catch_unwind};

use library::{HashMap, OrdMap, OrdSet, Vector, hashmap, ordmap};

fn panics<T>(f: impl FnOnce() -> T) -> bool {
    catch_unwind(AssertUnwindSafe(|| drop(f()))).is_err()
}

pub fn run(out: &mut String) {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| ()));
    all(out);
    std::panic::set_hook(hook);
}

fn all(out: &mut String) {
    let v: Vector<u32> = (0..10).collect();
    show!(out, "index", (panics(|| v[9]), panics(|| v[10])));
    show!(out, "set", (panics(|| v.clone().set(9, 1)), panics(|| v.clone().set(10, 1))));
    show!(out, "update", (panics(|| v.update(9, 1)), panics(|| v.update(10, 1))));
    show!(out, "insert", (panics(|| v.clone().insert(10, 1)), panics(|| v.clone().insert(11, 1))));
    show!(out, "remove", (panics(|| v.clone().remove(9)), panics(|| v.clone().remove(10))));
    show!(out, "swap", (panics(|| v.clone().swap(9, 0)), panics(|| v.clone().swap(10, 0))));
    show!(out, "split_at", (panics(|| v.clone().split_at(10)), panics(|| v.clone().split_at(11))));
    show!(
        out,
        "split_off",
        (panics(|| v.clone().split_off(10)), panics(|| v.clone().split_off(11)))
    );
    show!(out, "slice", (panics(|| v.clone().slice(5..10)), panics(|| v.clone().slice(5..11))));
    show!(out, "narrow", (panics(|| v.focus().narrow(5..10)), panics(|| v.focus().narrow(5..11))));
    show!(
        out,
        "focus split",
        (panics(|| v.focus().split_at(9)), panics(|| v.focus().split_at(11)))
    );
    show!(out, "focus index", (panics(|| *v.focus().index(9)), panics(|| *v.focus().index(10))));
    let mut focused = v.clone();
    show!(out, "pair", panics(|| focused.focus_mut().pair(1, 1, |_, _| ())));
    show!(out, "chunk_at", panics(|| v.focus().chunk_at(10).1.len()));

    let map: OrdMap<u32, u32> = (0..10).map(|key: u32| (key, key)).collect();
    show!(out, "map index", (panics(|| map[&9]), panics(|| map[&10])));
    show!(out, "map take", (map.take(11).len(), map.skip(11).len()));
    let set: OrdSet<u32> = (0..10u32).collect();
    show!(out, "set take", (set.take(11).len(), set.skip(11).len()));
    let map: HashMap<u32, u32> = hashmap! { 1 => 1 };
    show!(out, "hashed index", (panics(|| map[&1]), panics(|| map[&2])));
    let mut map: OrdMap<u32, u32> = ordmap! { 1 => 1 };
    show!(out, "index_mut", panics(|| map[&2] = 1));
}
