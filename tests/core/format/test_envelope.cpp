// SPDX-License-Identifier: MIT
#include "core/format/envelope.h"

#include "core/format/json_writer.h"
#include "tests/core/format/golden.h"
#include "tests/support/verify.h"

#include <QTest>

using namespace cairn;

namespace {

struct Parsed
{
    Envelope envelope;
    std::vector<EnvelopeVolume> volumes;
};

Result<Parsed> parse(std::string_view text, std::size_t piece = 1 << 20)
{
    Parsed parsed;
    EnvelopeReader reader([&parsed](const EnvelopeVolume &volume) -> Result<> {
        parsed.volumes.push_back(volume);
        return {};
    });
    CAIRN_TRY(golden::feed(reader, text, piece));
    CAIRN_LET(envelope, reader.finish());
    parsed.envelope = envelope;
    return parsed;
}

EnvelopeVolume volume(std::string name, std::int64_t size, std::string_view content)
{
    return {std::move(name), size, hashOf(HashAlgorithm::Sha256, asBytes(content))};
}

std::string written(const std::string &name, const std::optional<EnvelopeVolume> &previous,
                    const std::vector<EnvelopeVolume> &volumes)
{
    BufferSink out;
    EnvelopeWriter writer(out);
    bool done = writer.begin(name, previous).has_value();
    for (const EnvelopeVolume &one : volumes)
        done = done && writer.add(one);
    return done && writer.end() ? std::string(asText(out.buffer())) : std::string();
}

const std::string kEmptyHash = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

} // namespace

class TestEnvelope : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isWrittenAsDescribed()
    {
        QCOMPARE(written("p-1.dlist.zip", std::nullopt, {}),
                 std::string(kBom) + R"({"name":"p-1.dlist.zip","volumes":[]})");
        QCOMPARE(written("n", volume("before", 7, ""), {volume("a", 1, ""), {"b", 2, {}}}),
                 std::string(kBom) +
                     R"({"name":"n","previous":{"name":"before","size":7,"hash":")" + kEmptyHash +
                     R"("},"volumes":[{"name":"a","size":1,"hash":")" + kEmptyHash +
                     R"("},{"name":"b","size":2}]})");
    }

    void whatIsWrittenIsRead()
    {
        std::vector<EnvelopeVolume> volumes;
        for (int i = 0; i < 3000; ++i) // more than one buffer
            volumes.push_back(volume("volume \"" + std::to_string(i) + "\"", i, std::to_string(i)));
        const std::string text = written("a list", volume("the one before", 1, "x"), volumes);
        for (const std::size_t piece : {std::size_t{1}, std::size_t{13}, text.size()}) {
            const auto parsed = parse(text, piece);
            VERIFY_OK(parsed);
            QCOMPARE(parsed->envelope.name, std::string("a list"));
            QVERIFY(parsed->envelope.previous.has_value());
            QCOMPARE(parsed->envelope.previous->name, std::string("the one before"));
            QCOMPARE(parsed->envelope.volumes, volumes.size());
            for (std::size_t i = 0; i < volumes.size(); ++i) {
                QCOMPARE(parsed->volumes[i].name, volumes[i].name);
                QCOMPARE(parsed->volumes[i].size, volumes[i].size);
                QCOMPARE(parsed->volumes[i].hash, volumes[i].hash);
            }
        }
    }

    void everyTruncationIsCorrupt()
    {
        const std::string text = written("n", volume("p", 7, ""), {volume("a", 1, "")});
        for (std::size_t length = 0; length < text.size(); ++length) {
            const auto parsed = parse(text.substr(0, length));
            VERIFY_FAILS(parsed, ErrorCode::Corrupt);
        }
    }

    void orderDoesNotMatterAndTheUnknownIsSkipped()
    {
        const auto parsed = parse(R"({"later":{"name":"x","volumes":[{"size":-1}]},"volumes":[)"
                                  R"({"more":[1,{"name":""}],"size":3,"name":"a"}],"flag":true,)"
                                  R"("previous":{"size":1,"name":"p","by":null},"name":"n"})");
        VERIFY_OK(parsed);
        QCOMPARE(parsed->envelope.name, std::string("n"));
        QCOMPARE(parsed->envelope.previous->name, std::string("p"));
        QCOMPARE(parsed->volumes.size(), std::size_t{1});
        QCOMPARE(parsed->volumes[0].name, std::string("a"));
        QCOMPARE(parsed->volumes[0].size, 3);
        QVERIFY(parsed->volumes[0].hash.empty());
    }

    void whatIsNoEnvelopeIsCorrupt_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("a list") << QByteArray("[]");
        QTest::newRow("a word") << QByteArray("\"name\"");
        QTest::newRow("no name") << QByteArray(R"({"volumes":[]})");
        QTest::newRow("no volumes") << QByteArray(R"({"name":"n"})");
        QTest::newRow("an empty name") << QByteArray(R"({"name":"","volumes":[]})");
        QTest::newRow("volumes as object") << QByteArray(R"({"name":"n","volumes":{}})");
        QTest::newRow("a volume as text") << QByteArray(R"({"name":"n","volumes":["a"]})");
        QTest::newRow("a volume as list") << QByteArray(R"({"name":"n","volumes":[[]]})");
        QTest::newRow("a volume without name")
            << QByteArray(R"({"name":"n","volumes":[{"size":1}]})");
        QTest::newRow("a volume without size")
            << QByteArray(R"({"name":"n","volumes":[{"name":"a"}]})");
        QTest::newRow("a size below zero")
            << QByteArray(R"({"name":"n","volumes":[{"name":"a","size":-1}]})");
        QTest::newRow("a hash that is none")
            << QByteArray(R"({"name":"n","volumes":[{"name":"a","size":1,"hash":"QQ=="}]})");
        QTest::newRow("a list before without size")
            << QByteArray(R"({"name":"n","previous":{"name":"a"},"volumes":[]})");
        QTest::newRow("a name too long")
            << QByteArray(R"({"volumes":[],"name":")") + QByteArray(5000, 'x') + "\"}";
    }
    void whatIsNoEnvelopeIsCorrupt()
    {
        QFETCH(QByteArray, text);
        VERIFY_FAILS(parse(text.toStdString()), ErrorCode::Corrupt);
    }
};

QTEST_APPLESS_MAIN(TestEnvelope)
#include "test_envelope.moc"
