//! Whether two types are one, told when the program is compiled for them. Knows nothing of either.

use core::any::TypeId;
use core::marker::PhantomData;
use core::mem;

trait Named {
    fn id(&self) -> TypeId
    where
        Self: 'static;
}

impl<T: ?Sized> Named for PhantomData<T> {
    fn id(&self) -> TypeId
    where
        Self: 'static,
    {
        TypeId::of::<T>()
    }
}

fn id<T>() -> TypeId {
    let named = PhantomData::<T>;
    // SAFETY: the lifetime is that of types in the name of `T`, which `id` does nothing with but to
    // compute a number from it; there is no value of type `T`, and the reference ends here.
    let named: &(dyn Named + 'static) =
        unsafe { mem::transmute::<&dyn Named, &(dyn Named + 'static)>(&named) };
    named.id()
}

/// Whether both are one type, but for lifetimes in it.
pub(crate) fn is_one_type<A, B>() -> bool {
    id::<A>() == id::<B>()
}
