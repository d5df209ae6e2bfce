// SPDX-License-Identifier: MIT
#pragma once

#include <QTest>

// Qt Test checks of a Result that say what the failure was.
#define VERIFY_OK(expression)                                                                      \
    do {                                                                                           \
        const auto &verified = (expression);                                                       \
        QVERIFY2(verified.has_value(),                                                             \
                 verified.has_value() ? "" : qPrintable(verified.error().message));                \
    } while (false)
#define VERIFY_FAILS(expression, expectedCode)                                                     \
    do {                                                                                           \
        const auto &verified = (expression);                                                       \
        QVERIFY2(!verified.has_value(), "it succeeded");                                           \
        QVERIFY2(verified.error().code == (expectedCode), qPrintable(verified.error().message));   \
    } while (false)
