// SPDX-License-Identifier: MIT
// TODO: something
// FIXME(later): something
// TODO(#12): is allowed, and so are https://example.org/work/ and ./work/
const char *folder = "/work/shared";
const char *other = "/home/ada/src/cairn"; // XXX
