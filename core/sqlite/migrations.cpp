// SPDX-License-Identifier: MIT
#include "core/sqlite/migrations.h"

namespace cairn {

using namespace Qt::StringLiterals;

Result<SchemaState> schemaState(Database &database, const Schema &schema)
{
    CAIRN_LET(application, database.number("PRAGMA application_id"));
    CAIRN_LET(version, database.number("PRAGMA user_version"));
    CAIRN_LET(tables, database.number("SELECT count(*) FROM sqlite_schema"));
    if (application == 0 && version == 0 && tables == 0)
        return SchemaState::Older;
    if (application != schema.applicationId)
        return SchemaState::Foreign;
    if (version > schema.newest())
        return SchemaState::Newer;
    return version < schema.newest() ? SchemaState::Older : SchemaState::Current;
}

Result<> migrate(Database &database, const Schema &schema)
{
    CAIRN_LET(transaction, Transaction::begin(database)); // the first of two waits out the second
    CAIRN_LET(state, schemaState(database, schema));
    switch (state) {
    case SchemaState::Current:
        return {};
    case SchemaState::Newer:
        return fail(ErrorCode::Unsupported, "DatabaseIsNewer",
                    u"%1 was made by a newer version of Cairn. It was left as it is."_s.arg(
                        database.path().display()));
    case SchemaState::Foreign:
        return fail(ErrorCode::InvalidArgument, "DatabaseIsForeign",
                    u"%1 is a database of another program. It was left as it is."_s.arg(
                        database.path().display()));
    case SchemaState::Older:
        break;
    }
    CAIRN_LET(version, database.number("PRAGMA user_version"));
    for (const char *step : schema.steps.subspan(static_cast<std::size_t>(version)))
        CAIRN_TRY(database.execute(step));
    const std::string marks = "PRAGMA user_version=" + std::to_string(schema.newest()) +
                              "; PRAGMA application_id=" + std::to_string(schema.applicationId) +
                              ";";
    CAIRN_TRY(database.execute(marks.c_str()));
    return transaction.commit();
}

} // namespace cairn
