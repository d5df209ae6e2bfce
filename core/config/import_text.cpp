// SPDX-License-Identifier: MIT
#include "core/base/text.h"
#include "core/config/command_words.h"
#include "core/config/job_import.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

Result<QJsonDocument> parsed(const QByteArray &text)
{
    QJsonParseError error;
    QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        return fail(ErrorCode::InvalidArgument, "ImportUnreadable",
                    u"This is no whole JSON document: %1, at byte %2."_s.arg(
                        error.errorString(), QString::number(error.offset)));
    return document;
}

Result<ImportedJob> jobOf(const QJsonObject &object, const ImportPlaces &places)
{
    const bool isTask = memberOf(object, "Backup"_L1).isObject();
    if (!isTask && memberOf(object, "Backend"_L1).isUndefined())
        return fail(ErrorCode::InvalidArgument, "ImportUnreadable",
                    u"There is no backup in this file: it is JSON of another kind."_s);
    if (!isTask) {
        ForeignJob foreign = foreignJobOfArguments(object);
        CAIRN_TRY(checkSize(foreign));
        return takeOver(std::move(foreign), places);
    }
    CAIRN_TRY(checkSize(foreignJobOf(object)));
    return takeOver(object, places);
}

Result<std::vector<ImportedJob>> readJson(const QByteArray &text, const ImportPlaces &places)
{
    constexpr qsizetype kMostJobs = 1000;
    CAIRN_LET(document, parsed(text));
    const QJsonArray list = document.isArray() ? document.array() : QJsonArray{document.object()};
    if (list.isEmpty() || list.size() > kMostJobs)
        return fail(ErrorCode::InvalidArgument, "ImportUnreadable",
                    u"There is no backup in this file, or more than anyone has."_s);
    std::vector<ImportedJob> jobs;
    for (const auto &value : list) {
        CAIRN_LET(job, jobOf(value.toObject(), places));
        jobs.push_back(std::move(job));
    }
    return jobs;
}

// One argument a line, as in a file of arguments: then nothing is quoted.
bool isArgumentList(std::string_view text)
{
    std::size_t lines = 0;
    bool allWhole = true;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty())
            continue;
        ++lines;
        allWhole = allWhole && !line.ends_with('\\') && !line.ends_with('^') &&
                   line.find(" --") == std::string_view::npos && !line.starts_with('"');
    }
    return lines > 1 && allWhole;
}

Result<std::vector<ImportedJob>> readText(std::string_view text, const ImportPlaces &places)
{
    std::vector<std::string> words;
    if (isArgumentList(text)) {
        while (!text.empty()) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            if (const std::string_view line = trimmed(text.substr(0, end)); !line.empty())
                words.emplace_back(line);
            text.remove_prefix(std::min(end + 1, text.size()));
        }
    } else {
        CAIRN_LET(split, splitWords(text, quotingOf(text)));
        words = std::move(split);
    }
    ForeignJob foreign = foreignJobOfWords(words);
    CAIRN_TRY(checkSize(foreign));
    // A path alone may be the first line of any text.
    const std::string &place = foreign.destination;
    const bool isUrl = place.find("://") != std::string::npos;
    const bool isOne = isUrl || (place.find_first_of("/\\") != std::string::npos &&
                                 (!foreign.operation.isEmpty() || !foreign.settings.empty()));
    if (!isOne || foreign.sources.size() + foreign.settings.size() == 0)
        return fail(ErrorCode::InvalidArgument, "ImportUnreadable",
                    u"This is no export of Duplicati: neither JSON nor a command line of it."_s);
    std::vector<ImportedJob> jobs;
    jobs.push_back(takeOver(std::move(foreign), places));
    return jobs;
}

} // namespace

Result<std::vector<ImportedJob>> readJobs(ByteView text, const ImportPlaces &places)
{
    if (text.size() > kLargestExport)
        return fail(ErrorCode::InvalidArgument, "ImportUnreadable",
                    u"The file is larger than any export of Duplicati."_s);
    std::string_view content = asText(text);
    if (content.starts_with("\xef\xbb\xbf"))
        content.remove_prefix(3);
    if (content.starts_with("AES"))
        return fail(ErrorCode::InvalidArgument, "ImportEncrypted",
                    u"The export is encrypted. Its password is needed."_s);
    content = trimmed(content);
    if (content.empty())
        return fail(ErrorCode::InvalidArgument, "ImportUnreadable", u"The file is empty."_s);
    if (content.front() == '{' || content.front() == '[')
        return readJson(QByteArray(content.data(), static_cast<qsizetype>(content.size())), places);
    return readText(content, places);
}

} // namespace cairn
