// SPDX-License-Identifier: MIT
#pragma once

// R6: no write transaction stays open across a call of the destination. In test builds a call that
// begins while its own thread has one open ends the program; other threads may be committing. In a
// release this is nothing.
namespace cairn {

#ifdef CAIRN_TEST_HOOKS
void transactionBegan();
void transactionEnded();
void expectNoTransaction(const char *call);
#else
inline void transactionBegan() {}
inline void transactionEnded() {}
inline void expectNoTransaction(const char *) {}
#endif

} // namespace cairn
