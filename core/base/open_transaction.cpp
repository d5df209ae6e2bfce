// SPDX-License-Identifier: MIT
#include "core/base/open_transaction.h"

#ifdef CAIRN_TEST_HOOKS

#include "core/base/window_thread.h"

#include <QtGlobal>

namespace cairn {

namespace {
thread_local int openTransactions = 0;
}

void transactionBegan()
{
    ++openTransactions;
}

void transactionEnded()
{
    --openTransactions;
}

void expectNoTransaction(const char *call)
{
    expectNoWindow(call);
    if (openTransactions > 0)
        qFatal("R6: %s begins while a write transaction is open", call);
}

} // namespace cairn

#endif
