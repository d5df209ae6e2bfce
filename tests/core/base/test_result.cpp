// SPDX-License-Identifier: MIT
#include "core/base/result.h"
#include "tests/support/verify.h"

#include <cerrno>
#include <memory>

using namespace cairn;

namespace {

Result<int> half(int number)
{
    if (number % 2 != 0)
        return fail(ErrorCode::InvalidArgument, "Odd", QStringLiteral("%1 is odd").arg(number));
    return number / 2;
}

Result<int> quarter(int number)
{
    CAIRN_LET(halved, half(number));
    return half(halved);
}

Result<> check(int number)
{
    CAIRN_TRY(quarter(number));
    return {};
}

Result<std::unique_ptr<int>> boxed(int number)
{
    CAIRN_LET(halved, half(number));
    return std::make_unique<int>(halved);
}

} // namespace

class TestResult : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valueAndErrorPassThrough();
    void errorKeepsCodeAndIdWhenExplained();
    void errnoMeansOneThing_data();
    void errnoMeansOneThing();
    void errnoTextIsEnglish();
};

void TestResult::valueAndErrorPassThrough()
{
    QCOMPARE(quarter(12).value(), 3);
    VERIFY_FAILS(quarter(6), ErrorCode::InvalidArgument);
    QCOMPARE(quarter(6).error().message, QStringLiteral("3 is odd"));
    VERIFY_OK(check(4));
    VERIFY_FAILS(check(5), ErrorCode::InvalidArgument);
    QCOMPARE(**boxed(4), 2);
    VERIFY_FAILS(boxed(3), ErrorCode::InvalidArgument);
}

void TestResult::errorKeepsCodeAndIdWhenExplained()
{
    const Error error = half(1).error().withId("Other").during(QStringLiteral("splitting"));
    QCOMPARE(error.message, QStringLiteral("splitting: 1 is odd"));
    QCOMPARE(error.id, QStringLiteral("Other"));
    QVERIFY(error.code == ErrorCode::InvalidArgument);
}

void TestResult::errnoMeansOneThing_data()
{
    QTest::addColumn<int>("reason");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, int reason, ErrorCode code) {
        QTest::newRow(name) << reason << static_cast<int>(code);
    };
    row("ENOENT", ENOENT, ErrorCode::NotFound);
    row("EEXIST", EEXIST, ErrorCode::AlreadyExists);
    row("EACCES", EACCES, ErrorCode::AccessDenied);
    row("EROFS", EROFS, ErrorCode::ReadOnly);
    row("ENOSPC", ENOSPC, ErrorCode::NoSpace);
    row("EDQUOT", EDQUOT, ErrorCode::NoSpace);
    row("EIO", EIO, ErrorCode::Io);
    row("ESTALE", ESTALE, ErrorCode::Io);
}

void TestResult::errnoMeansOneThing()
{
    QFETCH(const int, reason);
    QFETCH(const int, code);
    QCOMPARE(static_cast<int>(errnoError(reason, QStringLiteral("x")).code), code);
}

void TestResult::errnoTextIsEnglish()
{
    QCOMPARE(errnoError(ENOSPC, QStringLiteral("writing a")).message,
             QStringLiteral("writing a: No space left on device"));
    QVERIFY(errnoError(99999, QStringLiteral("a")).message.contains(QStringLiteral("99999")));
}

QTEST_GUILESS_MAIN(TestResult)
#include "test_result.moc"
