// SPDX-License-Identifier: MIT
#include "core/engine/search_query.h"

#include "core/base/folded_text.h"

#include <QDateTime>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

struct Token
{
    QString text;
    bool isQuoted = false; // it begins with a quote: text, whatever it looks like
};

std::vector<Token> tokensOf(const QString &text)
{
    std::vector<Token> tokens;
    Token token;
    bool isInside = false;
    const auto finish = [&] {
        if (!token.text.isEmpty())
            tokens.push_back(token);
        token = {};
    };
    for (const QChar c : text) {
        if (c == u'"') {
            token.isQuoted = token.isQuoted || (!isInside && token.text.isEmpty());
            isInside = !isInside;
        } else if (c.isSpace() && !isInside) {
            finish();
        } else {
            token.text += c;
        }
    }
    finish();
    return tokens;
}

std::optional<std::int64_t> sizeOf(const QString &text)
{
    static constexpr QStringView kUnits[] = {u"b", u"k",  u"kb", u"m", u"mb",
                                             u"g", u"gb", u"t",  u"tb"};
    static constexpr int kPowers[] = {0, 1, 1, 2, 2, 3, 3, 4, 4};
    qsizetype digits = 0;
    while (digits < text.size() &&
           (text[digits].isDigit() || text[digits] == u'.' || text[digits] == u','))
        ++digits;
    bool isNumber = false;
    const double number =
        text.left(digits).replace(u',', u'.').toDouble(&isNumber); // either is typed
    if (!isNumber)
        return std::nullopt;
    // ASCII by hand: a Turkish I does not occur in units.
    const QString unit =
        QString::fromStdString(foldedText(text.mid(digits).trimmed().toStdString()));
    int power = 0;
    if (!unit.isEmpty()) {
        const auto found = std::ranges::find(kUnits, QStringView(unit));
        if (found == std::end(kUnits))
            return std::nullopt;
        power = kPowers[found - std::begin(kUnits)];
    }
    const double bytes = number * std::pow(1024.0, power);
    if (!(bytes < 9e18))
        return std::nullopt;
    return static_cast<std::int64_t>(bytes);
}

// When the year, month or day begins.
std::optional<std::int64_t> beginOf(const QString &text, const QTimeZone &zone)
{
    const QStringList parts = text.split(u'-');
    if (parts.size() > 3 || parts[0].size() != 4)
        return std::nullopt;
    int numbers[3] = {0, 1, 1};
    for (qsizetype i = 0; i < parts.size(); ++i) {
        bool isNumber = false;
        numbers[i] = parts[i].toInt(&isNumber);
        if (!isNumber)
            return std::nullopt;
    }
    const QDate date(numbers[0], numbers[1], numbers[2]);
    if (!date.isValid())
        return std::nullopt;
    return date.startOfDay(zone).toSecsSinceEpoch();
}

// True if it was one of the words with a meaning of their own.
bool takeNarrowing(SearchQuery &query, const QString &text, const QTimeZone &zone)
{
    if (text.startsWith(u'>') || text.startsWith(u'<')) {
        const auto size = sizeOf(text.mid(1));
        if (size)
            (text[0] == u'>' ? query.largerThan : query.smallerThan) = size;
        return size || text.size() == 1;
    }
    const qsizetype colon = text.indexOf(u':');
    if (colon <= 0)
        return false;
    const std::string key = foldedText(text.left(colon).toStdString());
    const QString value = text.mid(colon + 1);
    if (key == "before" || key == "after") {
        const auto time = beginOf(value, zone);
        if (time)
            (key == "before" ? query.changedBefore : query.changedFrom) = time;
        return true; // half a date is one that is being typed
    }
    if (key == "name") {
        if (!value.isEmpty())
            query.words.push_back(foldedText(value.toStdString()));
        return true;
    }
    if (key != "ext")
        return false;
    for (QString part : value.split(u',', Qt::SkipEmptyParts)) {
        while (part.startsWith(u'.'))
            part.remove(0, 1);
        if (!part.isEmpty())
            query.extensions.push_back(foldedText(part.toStdString()));
    }
    return true;
}

} // namespace

bool SearchQuery::matchesName(std::string_view foldedName) const
{
    const auto hasWord = [&](const std::string &word) {
        return foldedName.find(word) != std::string_view::npos;
    };
    const auto hasExtension = [&](const std::string &extension) {
        return foldedName.size() > extension.size() && foldedName.ends_with(extension) &&
               foldedName[foldedName.size() - extension.size() - 1] == '.';
    };
    return std::ranges::all_of(words, hasWord) &&
           (extensions.empty() || std::ranges::any_of(extensions, hasExtension));
}

bool SearchQuery::matchesFacts(std::int64_t size, std::int64_t mtimeNs) const
{
    if ((largerThan && size <= *largerThan) || (smallerThan && (size < 0 || size >= *smallerThan)))
        return false;
    if (!changedBefore && !changedFrom)
        return true;
    if (mtimeNs == 0)
        return false;
    const std::int64_t second = mtimeNs / 1'000'000'000 - (mtimeNs % 1'000'000'000 < 0 ? 1 : 0);
    return (!changedBefore || second < *changedBefore) && (!changedFrom || second >= *changedFrom);
}

SearchQuery parseSearchQuery(const QString &text, const QTimeZone &zone)
{
    SearchQuery query;
    for (const Token &token : tokensOf(text)) {
        if (!token.isQuoted && takeNarrowing(query, token.text, zone))
            continue;
        std::string word = foldedText(token.text.toStdString());
        if (!word.empty())
            query.words.push_back(std::move(word));
    }
    return query;
}

} // namespace cairn
