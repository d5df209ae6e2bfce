// SPDX-License-Identifier: MIT
#include "core/engine/system_facts.h"

#include <QSysInfo>

#include <archive.h>
#include <openssl/crypto.h>
#include <sqlite3.h>
#include <zlib.h>

#include <thread>

namespace cairn {

using namespace Qt::StringLiterals;

std::vector<std::pair<QString, QString>> systemFacts()
{
    return {
        {u"Cairn"_s, QStringLiteral(CAIRN_VERSION)},
        {u"System"_s, QSysInfo::prettyProductName()},
        {u"Kernel"_s, QSysInfo::kernelType() % u' ' % QSysInfo::kernelVersion()},
        {u"Processor"_s, QSysInfo::currentCpuArchitecture()},
        {u"Threads"_s, QString::number(std::thread::hardware_concurrency())},
        {u"Qt"_s, QString::fromLatin1(qVersion())},
        {u"SQLite"_s, QString::fromLatin1(sqlite3_libversion())},
        {u"OpenSSL"_s, QString::fromLatin1(OpenSSL_version(OPENSSL_VERSION_STRING))},
        {u"zlib"_s, QString::fromLatin1(zlibVersion())},
        {u"libarchive"_s, QString::fromLatin1(archive_version_string())},
    };
}

} // namespace cairn
