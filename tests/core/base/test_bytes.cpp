// SPDX-License-Identifier: MIT
#include "core/base/byte_stream.h"
#include "core/base/bytes.h"
#include "core/base/secret.h"
#include "tests/support/verify.h"

using namespace cairn;

class TestBytes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textAndBytesAreViewsOfTheSame();
    void bufferKeepsItsContentWhenItGrows();
    void bufferAppends();
    void movedBufferIsEmpty();
    void memorySourceStaysInside();
    void bufferSinkCollects();
    void secretIsSharedAndWiped();
};

void TestBytes::textAndBytesAreViewsOfTheSame()
{
    const std::string text("a\0b\xff", 4);
    QCOMPARE(asBytes(text).size(), std::size_t{4});
    QVERIFY(asText(asBytes(text)).data() == text.data());
    QVERIFY(asBytes("").empty());
}

void TestBytes::bufferKeepsItsContentWhenItGrows()
{
    Buffer buffer(3);
    std::ranges::copy(asBytes("abc"), buffer.data());
    buffer.resize(100'000);
    QCOMPARE(asText(buffer.view().first(3)), std::string_view("abc"));
    buffer.resize(2);
    QCOMPARE(asText(buffer), std::string_view("ab"));
    QVERIFY(buffer.capacity() >= 100'000);
    buffer.clear();
    QVERIFY(buffer.empty() && buffer.capacity() >= 100'000);
    buffer.release();
    QCOMPARE(buffer.capacity(), std::size_t{0});
}

void TestBytes::bufferAppends()
{
    Buffer buffer;
    buffer.append({});
    std::string expected;
    for (int i = 0; i < 1000; ++i) {
        const std::string piece = std::to_string(i);
        buffer.append(asBytes(piece));
        expected += piece;
    }
    QCOMPARE(asText(buffer), std::string_view(expected));
}

void TestBytes::movedBufferIsEmpty()
{
    Buffer from;
    from.append(asBytes("abc"));
    Buffer to(std::move(from));
    QCOMPARE(asText(to), std::string_view("abc"));
    QVERIFY(from.empty()); // NOLINT(bugprone-use-after-move): that is the promise
    QCOMPARE(from.capacity(), std::size_t{0});
    from = std::move(to);
    QCOMPARE(asText(from), std::string_view("abc"));
}

void TestBytes::memorySourceStaysInside()
{
    const MemorySource source(asBytes("0123456789"));
    Buffer scratch;
    QCOMPARE(source.size(), std::uint64_t{10});
    QCOMPARE(asText(source.view(3, 4, scratch).value()), std::string_view("3456"));
    QCOMPARE(source.view(10, 0, scratch)->size(), std::size_t{0});
    VERIFY_FAILS(source.view(7, 4, scratch), ErrorCode::Corrupt);
    VERIFY_FAILS(source.view(11, 0, scratch), ErrorCode::Corrupt);
    VERIFY_FAILS(source.view(1, SIZE_MAX, scratch), ErrorCode::Corrupt); // no overflow
    VERIFY_FAILS(source.view(UINT64_MAX, 2, scratch), ErrorCode::Corrupt);
}

void TestBytes::bufferSinkCollects()
{
    BufferSink sink;
    VERIFY_OK(sink.write(asBytes("ab")));
    VERIFY_OK(sink.write(asBytes("c")));
    QCOMPARE(asText(sink.buffer()), std::string_view("abc"));
}

void TestBytes::secretIsSharedAndWiped()
{
    QVERIFY(Secret().empty());
    QCOMPARE(Secret().reveal(), std::string());
    const Secret one("a passphrase that is too long to lie in the string itself");
    const Secret other = one;
    QVERIFY(one.reveal().data() == other.reveal().data());
    std::string text = "hush";
    const char *at = text.data();
    Secret::wipe(text);
    QVERIFY(text.empty() && at[1] == '\0');
}

QTEST_GUILESS_MAIN(TestBytes)
#include "test_bytes.moc"
