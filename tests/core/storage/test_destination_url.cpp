// SPDX-License-Identifier: MIT
#include "core/storage/destination_url.h"
#include "tests/support/verify.h"

using namespace cairn;

class TestDestinationUrl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void understandsFolders_data();
    void understandsFolders();
    void splitsRemoteUrls();
    void keepsThePlusOfStrictSchemes();
    void readsOptionsInAnyCase();
    void knowsIpv6();
    void knowsWindowsPaths();
    void refusesNonsense_data();
    void refusesNonsense();
    void showsNoSecret();
    void keyHoldsThePlaceOnly();
    void masksWhatMayBeSecret_data();
    void masksWhatMayBeSecret();
};

void TestDestinationUrl::understandsFolders_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("path");
    const auto row = [](const char *text, const char *path) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(path);
    };
    row("/srv/backup", "/srv/backup");
    row("/srv//./backup/", "/srv/backup");
    row("/", "/");
    row("/with/../up", "/with/../up"); // behind a link ".." is not what the text says
    row("backup", "/work dir/backup");
    row("./backup", "/work dir/backup");
    row(".", "/work dir");
    row("/a%20b+c?d", "/a%20b+c?d"); // a plain path is not decoded
    row("~/backup", "/work dir/~/backup");
    row("C:\\x", "/work dir/C:\\x"); // a file name here
    row("file:///srv/backup/", "/srv/backup");
    row("file:///a%20b+c", "/a b+c");
    row("FILE:///srv", "/srv");
    row("file://relative/x", "/work dir/relative/x");
    row("file:///srv?option=1", "/srv");
    row("file:///srv%3Fnot", "/srv?not");
    row("file:///100%/x", "/100%/x");
    row("/bytes \xff\xfe", "/bytes \xff\xfe");
    row("file:///bytes%FF", "/bytes\xff");
}

void TestDestinationUrl::understandsFolders()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, path);
    const auto url = DestinationUrl::parse(text.toStdString(), FilePath("/work dir"));
    VERIFY_OK(url);
    QVERIFY(url->isLocal());
    QCOMPARE(url->path, path.toStdString());
    QCOMPARE(url->folder().bytes(), path.toStdString());
    QVERIFY(!url->isWindowsPath());
}

void TestDestinationUrl::splitsRemoteUrls()
{
    const auto url = DestinationUrl::parse(
        "WebDAV://us%40er:p%3Ass@MyHost.example:8443/A/b%20c?Use-SSL&auth-x=%u20ac+1",
        FilePath("/"));
    VERIFY_OK(url);
    QCOMPARE(url->scheme, std::string("webdav"));
    QCOMPARE(url->user, std::string("us@er"));
    QCOMPARE(url->password.reveal(), std::string("p:ss"));
    QCOMPARE(url->host, std::string("MyHost.example")); // buckets are told apart by case
    QCOMPARE(url->port, 8443);
    QCOMPARE(url->path, std::string("/A/b c"));
    QVERIFY((url->options == BackendOptions{{"use-ssl", ""}, {"auth-x", "\xe2\x82\xac 1"}}));
}

void TestDestinationUrl::keepsThePlusOfStrictSchemes()
{
    QCOMPARE(DestinationUrl::parse("ssh://h/a+b", FilePath("/"))->path, std::string("/a+b"));
    QCOMPARE(DestinationUrl::parse("s3://h/a+b", FilePath("/"))->path, std::string("/a b"));
}

void TestDestinationUrl::readsOptionsInAnyCase()
{
    const auto url = DestinationUrl::parse("s3://bucket?&A=1&&b=x%26y=z&I=Iota", FilePath("/"));
    VERIFY_OK(url);
    // In a Turkish locale too, where 'I' has another small letter.
    QVERIFY((url->options == BackendOptions{{"a", "1"}, {"b", "x&y=z"}, {"i", "Iota"}}));
    QCOMPARE(url->host, std::string("bucket"));
    QCOMPARE(url->port, -1);
}

void TestDestinationUrl::knowsIpv6()
{
    const auto url = DestinationUrl::parse("ftp://[fe80::1]:21/x", FilePath("/"));
    VERIFY_OK(url);
    QCOMPARE(url->host, std::string("[fe80::1]"));
    QCOMPARE(url->port, 21);
    QCOMPARE(DestinationUrl::parse("ftp://[fe80::1]/x", FilePath("/"))->port, -1);
}

void TestDestinationUrl::knowsWindowsPaths()
{
    for (const char *text : {"file://C:\\Data", "file://c:/Data", "file://*:\\Data",
                             "file://\\\\server\\share", "file://C%3A%5CData"}) {
        const auto url = DestinationUrl::parse(text, FilePath("/"));
        VERIFY_OK(url);
        QVERIFY2(url->isWindowsPath(), text);
    }
}

void TestDestinationUrl::refusesNonsense_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no place") << QByteArray("s3://");
    QTest::newRow("only options") << QByteArray("s3://?a=b");
    QTest::newRow("port word") << QByteArray("ftp://host:secret/x");
    QTest::newRow("port 0") << QByteArray("ftp://host:0/x");
    QTest::newRow("port large") << QByteArray("ftp://host:65536/x");
    QTest::newRow("NUL") << QByteArray("file:///a%00b");
}

void TestDestinationUrl::refusesNonsense()
{
    QFETCH(const QByteArray, text);
    const auto url = DestinationUrl::parse(text.toStdString(), FilePath("/"));
    VERIFY_FAILS(url, ErrorCode::InvalidArgument);
    QVERIFY(!url.error().message.contains(QStringLiteral("secret")));
}

void TestDestinationUrl::showsNoSecret()
{
    const auto url =
        DestinationUrl::parse("ssh://me:hush@host:22/x\ny?ssh-key=hush2&z=hush3", FilePath("/"));
    VERIFY_OK(url);
    QCOMPARE(url->display(), QStringLiteral("ssh://me:***@host:22/x\\x0ay?ssh-key=***&z=***"));
    QCOMPARE(DestinationUrl::parse("/a/b", FilePath("/"))->display(), QStringLiteral("/a/b"));
}

void TestDestinationUrl::keyHoldsThePlaceOnly()
{
    const auto key = [](const char *text) {
        return DestinationUrl::parse(text, FilePath("/"))->key();
    };
    QCOMPARE(key("ssh://me:hush@host:22/x/?a=b"), std::string("ssh://host:22/x"));
    QCOMPARE(key("file:///srv/x/"), key("/srv//x"));
    QVERIFY(key("/srv/x") != key("/srv/X"));
}

void TestDestinationUrl::masksWhatMayBeSecret_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *text, const char *shown) {
        QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(shown);
    };
    row("/a/b@c?d=e", "/a/b@c?d=e"); // a path
    row("ssh://me:hush@host/x", "ssh://***@host/x");
    row("ssh://me:hu/sh@host/x", "ssh://***@host/x");
    row("ssh://me:hu?sh@host/x", "ssh://***@host/x");
    row("ssh://me:hu@sh@host/x", "ssh://***@host/x");
    row("s3://bucket?key=hush", "s3://bucket?key=***");
    row("s3://bucket?key=hu&sh", "s3://bucket?key=***&***");
    row("s3://bucket?mail=me@host&key=hush", "s3://bucket?mail=***&key=***");
    row("s3:/bucket?key=hush", "s3:/bucket?key=***"); // mistyped
    row("me:hush@host", "***@host");
}

void TestDestinationUrl::masksWhatMayBeSecret()
{
    QFETCH(const QString, text);
    QFETCH(const QString, shown);
    QCOMPARE(maskedUrl(text.toStdString()), shown);
}

QTEST_GUILESS_MAIN(TestDestinationUrl)
#include "test_destination_url.moc"
