// SPDX-License-Identifier: MIT
#include "core/format/zip_reader.h"
#include "core/pipeline/gpg_process.h"
#include "tests/support/fake_clock.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/seeded_random.h"
#include "tests/support/verify.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

// What a run is given, with a passphrase and a folder for its files.
struct Run
{
    explicit Run(std::string passphrase)
    {
        options.storage.passphrase = Secret(std::move(passphrase));
    }
    ScratchFolder folder;
    FileLayer files;
    FakeClock clock;
    SeededRandom random{7};
    CancelToken cancel;
    Progress progress;
    RunReport report;
    JobOptions options;
    RunEnvironment environment{files,  clock,   random, cancel,       progress,
                               report, options, {},     folder.path()};
    // The content after a way there and back, or what went wrong.
    Result<std::string> decrypt(const FilePath &encrypted) const
    {
        const FilePath out = folder.write("out", "old content that must go");
        CAIRN_TRY(gpgDecrypt(environment, encrypted, out));
        return readFile(out);
    }
    Result<FilePath> encrypt(std::string_view content) const
    {
        const FilePath out = folder.write("encrypted", "");
        CAIRN_TRY(gpgEncrypt(environment, folder.write("plain", content), out));
        return out;
    }
};

} // namespace

class TestGpgProcess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(u"gpg"_s).isEmpty())
            QSKIP("gpg is not installed");
    }

    void bytesComeBack_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<bool>("armor");
        QTest::newRow("empty") << 0 << false;
        QTest::newRow("small") << 14 << false;
        QTest::newRow("more than a pipe holds") << 300'000 << false;
        QTest::newRow("armor") << 5000 << true;
    }
    void bytesComeBack()
    {
        QFETCH(int, size);
        QFETCH(bool, armor);
        Run run("pass phr\xc3\xa4se");
        run.options.gpg.armor = armor;
        const std::string content = run.random.bytes(static_cast<std::size_t>(size));
        const Result<FilePath> encrypted = run.encrypt(content);
        VERIFY_OK(encrypted);
        QVERIFY(readFile(*encrypted) != content);
        QCOMPARE(readFile(*encrypted).starts_with("-----BEGIN PGP"), armor);
        const Result<std::string> plain = run.decrypt(*encrypted);
        VERIFY_OK(plain);
        QVERIFY(*plain == content);
    }

    void switchesAreWords()
    {
        Run run("secret");
        run.options.gpg.encryptionSwitches = R"(--cipher-algo "AES128" --compress-algo 'none')";
        const Result<FilePath> encrypted = run.encrypt("content");
        VERIFY_OK(encrypted);
        VERIFY_OK(run.decrypt(*encrypted));
        run.options.gpg.encryptionSwitches = "--cipher-algo 'no such cipher'";
        VERIFY_FAILS(run.encrypt("content"), ErrorCode::Io);
    }

    void wrongPassphraseIsTold()
    {
        Run run("right");
        const Result<FilePath> encrypted = run.encrypt(run.random.bytes(50'000));
        VERIFY_OK(encrypted);
        run.options.storage.passphrase = Secret("wrong");
        VERIFY_FAILS(run.decrypt(*encrypted), ErrorCode::WrongPassphrase);
        run.options.storage.passphrase = Secret();
        VERIFY_FAILS(run.encrypt("x"), ErrorCode::MissingPassphrase);
        run.options.storage.passphrase = Secret("two\nlines");
        VERIFY_FAILS(run.encrypt("x"), ErrorCode::InvalidArgument);
    }

    void damageIsTold()
    {
        Run run("secret");
        const Result<FilePath> encrypted = run.encrypt(run.random.bytes(100'000));
        VERIFY_OK(encrypted);
        const std::string good = readFile(*encrypted);
        std::string flipped = good;
        flipped[50'000] = static_cast<char>(flipped[50'000] ^ 1);
        VERIFY_FAILS(run.decrypt(run.folder.write("bad", flipped)), ErrorCode::Corrupt);
        VERIFY_FAILS(run.decrypt(run.folder.write("bad", good.substr(0, 60'000))),
                     ErrorCode::Corrupt);
        VERIFY_FAILS(run.decrypt(run.folder.write("bad", "no OpenPGP data at all")),
                     ErrorCode::Corrupt);
    }

    // Symmetric data without an integrity code decrypts "well" for gpg's exit code alone if told
    // to ignore it; we do not believe it.
    void contentWithoutIntegrityIsRefused()
    {
        Run run("secret");
        const FilePath stub = run.folder.write(
            "gpg", "#!/bin/sh\necho '[GNUPG:] DECRYPTION_OKAY' >&3\necho forged\nexit 0\n");
        QVERIFY(QFile::setPermissions(stub.display(), QFile::ReadOwner | QFile::ExeOwner));
        run.options.gpg.program = stub;
        VERIFY_FAILS(run.decrypt(run.folder.write("in", "x")), ErrorCode::Corrupt);
    }

    void anAbortEndsTheProgram()
    {
        Run run("secret");
        const FilePath stub = run.folder.write("gpg", "#!/bin/sh\nexec sleep 60\n");
        QVERIFY(QFile::setPermissions(stub.display(), QFile::ReadOwner | QFile::ExeOwner));
        run.options.gpg.program = stub;
        run.cancel.requestAbort();
        VERIFY_FAILS(run.decrypt(run.folder.write("in", "x")), ErrorCode::Cancelled);
    }

    void theProgramSeesNoSecret()
    {
        Run run("hush-hush");
        const FilePath stub =
            run.folder.write("gpg", "#!/bin/sh\n(env; echo \"$@\") >\"$0.seen\"\n");
        QVERIFY(QFile::setPermissions(stub.display(), QFile::ReadOwner | QFile::ExeOwner));
        run.options.gpg.program = stub;
        qputenv("PASSPHRASE", "hush-hush");
        const Result<std::string> result = run.decrypt(run.folder.write("in", "x"));
        qunsetenv("PASSPHRASE");
        VERIFY_FAILS(result, ErrorCode::Corrupt);
        const std::string seen = readFile(run.folder / "gpg.seen");
        QVERIFY(seen.find("--passphrase-fd") != std::string::npos);
        QVERIFY(seen.find("hush") == std::string::npos);
    }

    void aMissingProgramIsNamed()
    {
        Run run("secret");
        run.options.gpg.program = run.folder / "none";
        const Result<FilePath> result = run.encrypt("x");
        VERIFY_FAILS(result, ErrorCode::InvalidArgument);
        QVERIFY(result.error().message.contains(u"none"_s));
    }

    // To a public key of the user's own key ring.
    void aPublicKeyWorks()
    {
        Run run("key passphrase");
        const FilePath home = run.folder / "h";
        VERIFY_OK(run.files.makeDirectories(home));
        const QByteArray before = qgetenv("GNUPGHOME");
        qputenv("GNUPGHOME", QByteArray::fromStdString(home.bytes()));
        QProcess::execute(u"gpg"_s,
                          {u"--batch"_s, u"--quiet"_s, u"--pinentry-mode"_s, u"loopback"_s,
                           u"--passphrase"_s, u"key passphrase"_s, u"--quick-generate-key"_s,
                           u"ada@example.org"_s, u"default"_s, u"default"_s, u"never"_s});
        run.options.gpg.encryptionCommand = "--encrypt";
        run.options.gpg.encryptionSwitches = "--recipient ada@example.org";
        const Result<FilePath> encrypted = run.encrypt("for ada alone");
        const Result<std::string> plain = encrypted ? run.decrypt(*encrypted) : std::string();
        QProcess::execute(u"gpgconf"_s, {u"--kill"_s, u"all"_s});
        if (before.isEmpty())
            qunsetenv("GNUPGHOME");
        else
            qputenv("GNUPGHOME", before);
        VERIFY_OK(encrypted);
        VERIFY_OK(plain);
        QCOMPARE(QString::fromStdString(*plain), u"for ada alone"_s);
    }

    void realVolumesOpen()
    {
        if (!qEnvironmentVariableIsSet("CAIRN_FIXTURES"))
            QSKIP("CAIRN_FIXTURES is not set");
        Run run("correct horse"); // as fixtures.json says
        const FilePath store = FilePath(qgetenv("CAIRN_FIXTURES").toStdString()) / "gpg/store";
        const Result<std::vector<std::string>> names = run.files.list(store);
        VERIFY_OK(names);
        QVERIFY(names->size() >= 6);
        for (const std::string &name : *names) {
            const Result<std::string> plain = run.decrypt(store / name);
            VERIFY_OK(plain);
            const auto source = std::make_shared<MemorySource>(asBytes(*plain));
            VERIFY_OK(openArchive(source, "zip"));
        }
    }
};

QTEST_GUILESS_MAIN(TestGpgProcess)
#include "test_gpg_process.moc"
