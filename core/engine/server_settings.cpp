// SPDX-License-Identifier: MIT
#include "core/engine/server_settings.h"

#include "core/base/digest.h"
#include "core/base/text.h"
#include "core/config/option_values.h"
#include "core/format/aescrypt.h"

#include <QDateTime>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::string_view kSealed = "enc-v1:";
constexpr std::size_t kHashDigits = 64;
constexpr std::int64_t kForEveryJob = -1;
constexpr std::int64_t kMostJobs = 1000;

tl::unexpected<Error> damaged()
{
    return fail(ErrorCode::Corrupt, "ImportUnreadable",
                u"These settings of Duplicati are damaged: an encrypted value is not whole."_s);
}

std::string hexOf(std::string_view text)
{
    return asciiLower(hashOf(HashAlgorithm::Sha256, asBytes(text)).toHex());
}

bool fromHex(std::string_view digits, std::string &out)
{
    if (digits.size() % 2 != 0 ||
        digits.find_first_not_of("0123456789abcdefABCDEF") != std::string_view::npos)
        return false;
    out = QByteArray::fromHex(QByteArray(digits.data(), static_cast<qsizetype>(digits.size())))
              .toStdString();
    return true;
}

// Schemas before 12 lack some tables and columns.
Result<bool> hasColumn(Database &settings, std::string_view table, std::string_view column)
{
    CAIRN_LET(s, settings.prepare("SELECT 1 FROM pragma_table_info(?) WHERE name = ?"));
    s.bind(1, table).bind(2, column);
    return s.step();
}

std::string textOf(const Statement &row, int column)
{
    return std::string(row.text(column));
}

// One job while it is gathered.
class JobReader final
{
public:
    JobReader(Database &settings, const Secret &key, std::int64_t id)
        : m_settings(settings)
        , m_key(key)
        , m_id(id)
    {
    }

    Result<> readSources(ForeignJob &job)
    {
        CAIRN_LET(s, prepared("SELECT Path FROM \"Source\" WHERE BackupID = ? ORDER BY rowid"));
        CAIRN_LET(paths, s.all([](const Statement &row) { return textOf(row, 0); }));
        for (const std::string &path : paths) {
            CAIRN_LET(plain, plainField(path, m_key)); // one on another service holds secrets
            job.sources.push_back(std::move(plain));
        }
        return {};
    }

    Result<> readFilters(ForeignJob &job)
    {
        CAIRN_LET(s, prepared("SELECT \"Include\", Expression FROM \"Filter\" WHERE BackupID = ? "
                              "ORDER BY \"Order\", rowid"));
        CAIRN_LET(filters, s.all([](const Statement &row) {
            return FilterEntry{row.integer(0) != 0, textOf(row, 1)};
        }));
        std::erase_if(filters, [](const FilterEntry &filter) { return filter.expression.empty(); });
        job.filters = std::move(filters);
        return {};
    }

    // Those for every job first, then the job's own, those of its list of options last.
    Result<> readSettings(ForeignJob &job)
    {
        for (const std::int64_t id : {kForEveryJob, m_id}) {
            CAIRN_LET(s, m_settings.prepare("SELECT Name, Value FROM \"Option\" WHERE BackupID = ? "
                                            "ORDER BY Name LIKE '-%', rowid"));
            s.bind(1, id);
            CAIRN_LET(options, s.all([](const Statement &row) {
                return std::pair(textOf(row, 0), textOf(row, 1));
            }));
            for (auto &[name, value] : options) {
                name.erase(0, name.find_first_not_of('-'));
                if (name.empty())
                    continue;
                CAIRN_LET(plain, plainField(value, m_key));
                job.settings.emplace_back(std::move(name), std::move(plain));
            }
        }
        return {};
    }

    Result<> readSchedule(ForeignJob &job)
    {
        CAIRN_LET(s, m_settings.prepare("SELECT Time, Repeat, Rule FROM Schedule WHERE "
                                        "',' || Tags || ',' LIKE '%,ID=' || ? || ',%'"));
        s.bind(1, m_id);
        CAIRN_LET(found, s.step());
        if (!found)
            return {};
        const QDateTime time = QDateTime::fromSecsSinceEpoch(s.integer(0), Qt::UTC);
        job.schedule = TaskSchedule{time.toString(Qt::ISODate), toQString(s.text(1)),
                                    daysOfRule(toQString(s.text(2)))};
        return {};
    }

    Result<> readFurther(ForeignJob &job)
    {
        CAIRN_LET(known, hasColumn(m_settings, "BackupTargetUrl", "BackupID"));
        if (!known)
            return {};
        CAIRN_LET(s, prepared("SELECT 1 FROM BackupTargetUrl WHERE BackupID = ?"));
        CAIRN_LET(found, s.step());
        job.hasFurtherDestinations = found;
        return {};
    }

private:
    Result<Statement> prepared(const char *sql)
    {
        auto statement = m_settings.prepare(sql);
        if (statement)
            statement->bind(1, m_id);
        return statement;
    }
    Database &m_settings;
    const Secret &m_key;
    std::int64_t m_id;
};

Result<> readConnection(Database &settings, std::int64_t id, ForeignJob &job)
{
    CAIRN_LET(known, hasColumn(settings, "ConnectionString", "Name"));
    job.connection = QString::number(id);
    if (!known)
        return {};
    CAIRN_LET(s, settings.prepare("SELECT Name FROM ConnectionString WHERE ID = ?"));
    s.bind(1, id);
    CAIRN_LET(found, s.step());
    if (found)
        job.connection = toQString(s.text(0));
    return {};
}

struct Row
{
    std::int64_t id = 0;
    std::int64_t connection = -1;
    std::string destination;
    ForeignJob job;
};

Result<std::vector<Row>> readRows(Database &settings)
{
    CAIRN_LET(isNew, hasColumn(settings, "Backup", "OperationType"));
    CAIRN_LET(isKnown, hasColumn(settings, "Backup", "TargetURL"));
    if (!isKnown)
        return fail(ErrorCode::InvalidArgument, "ImportUnreadable",
                    u"This database holds no settings of Duplicati."_s);
    CAIRN_LET(s, settings.prepare(isNew ? "SELECT ID, Name, Tags, TargetURL, Description, "
                                          "OperationType, ConnectionStringID FROM Backup "
                                          "ORDER BY ID LIMIT ?"
                                        : "SELECT ID, Name, Tags, TargetURL FROM Backup "
                                          "ORDER BY ID LIMIT ?"));
    s.bind(1, kMostJobs);
    return s.all([&isNew](const Statement &row) {
        Row read;
        read.id = row.integer(0);
        read.job.name = toQString(row.text(1)).trimmed();
        read.job.tags = toQString(row.text(2)).split(u',', Qt::SkipEmptyParts);
        read.destination = textOf(row, 3);
        if (isNew) {
            read.job.description = toQString(row.text(4));
            read.job.operation = toQString(row.text(5));
            read.connection = row.integer(6);
        }
        return read;
    });
}

Result<std::string> unsealed(std::string_view cipherText, const Secret &key)
{
    Buffer plain;
    if (const auto opened = decryptAesCrypt(asBytes(cipherText), key, plain); !opened)
        return damaged();
    return std::string(asText(plain.view()));
}

} // namespace

Result<std::string> plainField(std::string_view value, const Secret &key)
{
    if (!value.starts_with(kSealed))
        return std::string(value);
    value.remove_prefix(kSealed.size());
    if (value.size() <= 2 * kHashDigits)
        return damaged();
    if (key.empty())
        return fail(ErrorCode::InvalidArgument, "ImportEncrypted",
                    u"These settings of Duplicati are encrypted. Their key is needed: what "
                    u"Duplicati was started with as SETTINGS_ENCRYPTION_KEY. Give it in an "
                    u"environment variable of that name, or as --settings-encryption-key."_s);
    const std::string content = asciiLower(value.substr(0, kHashDigits));
    if (asciiLower(value.substr(kHashDigits, kHashDigits)) != hexOf(key.reveal()))
        return fail(ErrorCode::InvalidArgument, "ImportPassword",
                    u"This is not the key that these settings of Duplicati are encrypted with."_s);
    const std::string_view digits = value.substr(2 * kHashDigits);
    std::string bytes;
    if (content != hexOf(digits) || !fromHex(digits, bytes))
        return damaged();
    return unsealed(bytes, key);
}

Result<std::vector<ForeignJob>> readServerSettings(Database &settings, const Secret &key)
{
    const auto guard = settings.lock();
    CAIRN_LET(rows, readRows(settings));
    std::vector<ForeignJob> jobs;
    for (Row &row : rows) {
        ForeignJob job = std::move(row.job);
        CAIRN_LET(destination, plainField(row.destination, key));
        job.destination = std::move(destination);
        JobReader reader(settings, key, row.id);
        CAIRN_TRY(reader.readSources(job));
        CAIRN_TRY(reader.readFilters(job));
        CAIRN_TRY(reader.readSettings(job));
        CAIRN_TRY(reader.readSchedule(job));
        CAIRN_TRY(reader.readFurther(job));
        if (row.connection > 0)
            CAIRN_TRY(readConnection(settings, row.connection, job));
        CAIRN_TRY(checkSize(job));
        jobs.push_back(std::move(job));
    }
    return jobs;
}

} // namespace cairn
