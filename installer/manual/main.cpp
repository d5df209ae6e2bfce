// SPDX-License-Identifier: MIT
// cairn_manual PATTERNS OUTDIR DATE: writes cairn-cli.1 and the completions of three shells to
// OUTDIR. PATTERNS is the folder of the files *.in.
#include "installer/manual/manual.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>

#include <cstdio>

using namespace cairn::cli;
using namespace Qt::StringLiterals;

namespace {

bool write(const QString &path, const QString &text)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) >= 0 && file.commit())
        return true;
    std::fprintf(stderr, "%s: %s\n", qPrintable(path), qPrintable(file.errorString()));
    return false;
}

QString read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        std::fprintf(stderr, "%s: %s\n", qPrintable(path), qPrintable(file.errorString()));
    return QString::fromUtf8(file.readAll());
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    const QDir patterns(QString::fromLocal8Bit(argv[1]));
    const QDir out(QString::fromLocal8Bit(argv[2]));
    struct
    {
        QString name;
        QString (*make)(const QString &);
    } const shells[] = {{u"cairn-cli.bash"_s, bashCompletion},
                        {u"cairn-cli.zsh"_s, zshCompletion},
                        {u"cairn-cli.fish"_s, fishCompletion}};
    bool done = out.mkpath(u"."_s) &&
                write(out.filePath(u"cairn-cli.1"_s), manualPage(QString::fromLocal8Bit(argv[3])));
    for (const auto &shell : shells) {
        const QString pattern = read(patterns.filePath(shell.name % u".in"_s));
        done = !pattern.isEmpty() && write(out.filePath(shell.name), shell.make(pattern)) && done;
    }
    return done ? 0 : 1;
}
