// SPDX-License-Identifier: MIT
#include "app/shared/error_table.h"

#include "app/shared/error_rows.h"
#include "core/base/text.h"
#include "core/engine/run_notes.h"

#include <QCoreApplication>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QString translated(const char *text, qint64 count = -1)
{
    QString said = QCoreApplication::translate(kErrorContext, text, nullptr,
                                               int(std::min<qint64>(count, INT_MAX)));
    // Where no translator is installed.
    return said.replace("(s)"_L1, count == 1 ? ""_L1 : "s"_L1);
}

QString quoted(const QString &text, const char *otherwise)
{
    return text.isEmpty() ? translated(otherwise)
                          : QCoreApplication::translate("cairn", "“%1”").arg(text);
}

std::string_view lastPartOf(std::string_view path)
{
    while (path.size() > 1 && path.ends_with('/'))
        path.remove_suffix(1);
    return path.size() > 1 ? path.substr(path.rfind('/') + 1) : path;
}

// %1 the backup, %2 the drive, %3 the name of the first path; in one pass, as a name may hold a
// "%2".
QString filled(const QString &text, const Trouble &trouble)
{
    QString said;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar which = text[i] == u'%' && i + 1 < text.size() ? text[i + 1] : QChar();
        if (which == u'1')
            said += quoted(trouble.backup, kThisBackup);
        else if (which == u'2')
            said += quoted(trouble.drive, kItsDrive);
        else if (which == u'3')
            said += quoted(displayText(lastPartOf(trouble.path)), kAChosenFolder);
        else {
            said += text[i];
            continue;
        }
        ++i;
    }
    return said;
}

const ErrorRow *rowOf(std::string_view code)
{
    const auto rows = errorRows();
    const auto found = std::ranges::find(rows, code, &ErrorRow::code);
    return found == rows.end() ? nullptr : &*found;
}

const ErrorRow &rowOrRemark(std::string_view code)
{
    const ErrorRow *row = rowOf(code);
    return row ? *row : *rowOf("REMARK");
}

QString asSentence(QString text)
{
    text = text.trimmed();
    if (!text.isEmpty() && !text.endsWith(u'.') && !text.endsWith(u'?') && !text.endsWith(u'!'))
        text += u'.';
    return text;
}

bool isPossible(Remedy action, const Trouble &trouble)
{
    switch (action) {
    case Remedy::ShowFiles:
    case Remedy::SkipFiles:
    case Remedy::DoNotWarn:
    case Remedy::SourceMoved:
    case Remedy::SourceGone:
        return !trouble.path.empty();
    case Remedy::SaveAnyway:
        return trouble.count > 0;
    case Remedy::SkipKind:
        return !kindPattern(trouble.path).empty();
    default:
        return true;
    }
}

} // namespace

Trouble troubleOf(const Error &error)
{
    Trouble trouble;
    trouble.code = causeOf(error);
    if (!rowOf(trouble.code)) {
        Error bare = error;
        bare.id.clear(); // one that says less than the kind of failure does
        trouble.code = causeOf(bare);
    }
    trouble.details = error.message;
    return trouble;
}

Trouble troubleOf(const RunMessage &message)
{
    ReportMessage said;
    said.id = toQString(message.code);
    Trouble trouble;
    trouble.code = causeOf(said);
    trouble.details = message.text;
    trouble.path = message.path;
    return trouble;
}

ErrorTexts errorTexts(const Trouble &trouble, FrontEnd front)
{
    const ErrorRow &row = rowOrRemark(trouble.code);
    ErrorTexts texts;
    texts.title =
        filled(row.countedTitle && trouble.count > 0 ? translated(row.countedTitle, trouble.count)
                                                     : translated(row.title),
               trouble);
    texts.meaning = filled(translated(row.meaning), trouble);
    const char *remedy = front == FrontEnd::Window ? row.remedy : row.commandRemedy;
    if (remedy)
        texts.remedy = filled(translated(remedy), trouble);
    for (const Remedy action : row.actions)
        if (isPossible(action, trouble))
            texts.actions.push_back(action);
    texts.details = trouble.details;
    return texts;
}

QString shortErrorText(const Trouble &trouble)
{
    const QString title = errorTexts(trouble, FrontEnd::Window).title;
    return rowOrRemark(trouble.code).isVague && !trouble.details.isEmpty()
               ? asSentence(title) % u' ' % trouble.details
               : title;
}

QString windowText(const Error &error)
{
    if (error.code == ErrorCode::Cancelled)
        return error.message; // wanted
    const Trouble trouble = troubleOf(error);
    const ErrorTexts texts = errorTexts(trouble, FrontEnd::Window);
    const QString text = asSentence(shortErrorText(trouble)) % u' ' % texts.meaning;
    // A vague remedy points to what stands here already.
    return rowOrRemark(trouble.code).isVague ? text : text % u' ' % texts.remedy;
}

bool hasOwnTitle(const Error &error)
{
    const Trouble trouble = troubleOf(error);
    const ErrorRow *row = rowOf(trouble.code);
    if (!row || trouble.code.empty())
        return false;
    // Also of a file that an argument names.
    const bool isPlainAbsence = error.code == ErrorCode::NotFound && trouble.code == "LOCAL_FILES";
    return !isPlainAbsence &&
           (!row->isVague || trouble.code == "LOCAL_FILES" || error.code == ErrorCode::Internal);
}

std::string kindPattern(std::string_view path)
{
    const std::string_view name = path.substr(path.rfind('/') + 1);
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos || dot == 0 || dot + 1 == name.size() ||
        name.substr(dot).find_first_of("*?") != std::string_view::npos)
        return {};
    return '*' + std::string(name.substr(dot));
}

std::vector<std::string_view> errorTableCodes()
{
    std::vector<std::string_view> codes;
    for (const ErrorRow &row : errorRows())
        codes.push_back(row.code);
    return codes;
}

} // namespace cairn
