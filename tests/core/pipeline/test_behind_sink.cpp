// SPDX-License-Identifier: MIT
#include "core/pipeline/behind_sink.h"

#include "tests/support/verify.h"

#include <QTest>

#include <thread>

namespace cairn::test {

namespace {

Buffer pattern(std::size_t size)
{
    Buffer bytes(size);
    for (std::size_t i = 0; i < size; ++i)
        bytes.data()[i] = static_cast<std::uint8_t>(i * 31 + i / 251);
    return bytes;
}

// Keeps what it gets up to a limit, then fails as a full disk does.
class LimitedSink final : public ByteSink
{
public:
    explicit LimitedSink(std::size_t limit = SIZE_MAX)
        : m_limit(limit)
    {
    }
    Result<> write(ByteView bytes) override
    {
        threads.push_back(std::this_thread::get_id());
        if (got.size() + bytes.size() > m_limit)
            return fail(ErrorCode::NoSpace, QStringLiteral("The disk is full."));
        got.append(bytes);
        return {};
    }
    Buffer got;
    std::vector<std::thread::id> threads; // of each write

private:
    std::size_t m_limit;
};

} // namespace

class TestBehindSink final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void passesOnWhatCame_data();
    void passesOnWhatCame();
    void worksInAnotherThread();
    void tellsWhyItFailed();
    void forgetsWhatIsNotFinished();
};

void TestBehindSink::passesOnWhatCame_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("step");
    QTest::newRow("nothing") << 0 << 1;
    QTest::newRow("little") << 100 << 7;
    QTest::newRow("one piece") << (256 << 10) << 4096;
    QTest::newRow("a byte more") << (256 << 10) + 1 << 4096;
    QTest::newRow("many pieces") << 5'000'000 << 70'001;
    QTest::newRow("at once") << 3'000'000 << 3'000'000;
}

void TestBehindSink::passesOnWhatCame()
{
    QFETCH(int, size);
    QFETCH(int, step);
    const Buffer bytes = pattern(static_cast<std::size_t>(size));
    LimitedSink out;
    BehindSink behind(out);
    for (ByteView left = bytes.view(); !left.empty();) {
        const ByteView part = left.first(std::min(left.size(), static_cast<std::size_t>(step)));
        left = left.subspan(part.size());
        VERIFY_OK(behind.write(part));
    }
    VERIFY_OK(behind.finish());
    QCOMPARE(out.got.size(), bytes.size());
    QVERIFY(std::ranges::equal(out.got.view(), bytes.view()));
}

void TestBehindSink::worksInAnotherThread()
{
    LimitedSink out;
    BehindSink behind(out);
    VERIFY_OK(behind.write(pattern(1'000'000)));
    VERIFY_OK(behind.finish());
    QVERIFY(out.threads.size() > 1);
    for (const std::thread::id thread : out.threads)
        QVERIFY(thread != std::this_thread::get_id());
}

void TestBehindSink::tellsWhyItFailed()
{
    LimitedSink out(1'000'000);
    BehindSink behind(out);
    const Buffer bytes = pattern(100'000);
    Result<> written;
    for (int i = 0; i < 100 && written; ++i)
        written = behind.write(bytes);
    VERIFY_FAILS(written, ErrorCode::NoSpace); // long before all was taken
    LimitedSink small(10);
    BehindSink last(small); // fails with the very last piece
    VERIFY_OK(last.write(pattern(300'000)));
    VERIFY_FAILS(last.finish(), ErrorCode::NoSpace);
}

void TestBehindSink::forgetsWhatIsNotFinished()
{
    LimitedSink out;
    {
        BehindSink behind(out);
        VERIFY_OK(behind.write(pattern(2'000'000)));
    }
    QVERIFY(out.got.size() < 2'000'000);
}

} // namespace cairn::test

QTEST_GUILESS_MAIN(cairn::test::TestBehindSink)
#include "test_behind_sink.moc"
