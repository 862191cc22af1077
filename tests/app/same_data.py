"""Whether two result files hold the same: every dataset, byte for byte, and every attribute."""

import h5py
import numpy


def _bytes(values):
    if values.dtype == object:
        return repr([repr(value) for value in values.ravel()]).encode()
    return numpy.ascontiguousarray(values).tobytes()


def _content(path):
    content = {}
    with h5py.File(path) as file:

        def visit(name, item):
            for key, value in item.attrs.items():
                if key not in ("DIMENSION_LIST", "REFERENCE_LIST") and not isinstance(
                    value, h5py.Reference
                ):
                    content[f"{name}@{key}"] = repr(value)
            if isinstance(item, h5py.Dataset):
                if h5py.check_ref_dtype(item.dtype) is None and item.dtype.names is None:
                    content[name] = (str(item.dtype), item.shape, _bytes(numpy.asarray(item[...])))
                else:
                    content[name] = (str(item.dtype), item.shape)

        file.visititems(visit)
    return content


def differences(one, other, without=()):
    """Names of what differs; `without`: names that only one of the files may have."""
    a, b = _content(one), _content(other)
    return sorted(
        name
        for name in a.keys() | b.keys()
        if a.get(name) != b.get(name) and not name.startswith(tuple(without) or ("\0",))
    )
