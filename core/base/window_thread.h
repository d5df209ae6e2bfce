// SPDX-License-Identifier: MIT
#pragma once

// A window never waits (ui.md §2): its thread uses no files through the file layer, no database, no
// destination and derives no keys. In test builds the program ends where it does so all the same;
// in a release this is nothing.
namespace cairn {

#ifdef CAIRN_TEST_HOOKS
// This thread is the window's for as long as this lives.
class WindowThread final
{
public:
    WindowThread();
    ~WindowThread();
    WindowThread(const WindowThread &) = delete;
    WindowThread &operator=(const WindowThread &) = delete;
};
void expectNoWindow(const char *work);
#else
class WindowThread final
{
public:
    WindowThread() {} // not trivial, so that it is no unused variable
};
inline void expectNoWindow(const char *) {}
#endif

} // namespace cairn
