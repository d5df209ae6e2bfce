// SPDX-License-Identifier: MIT
Result<> put()
{
    KILLPOINT("B1"); // not "B2"
    KILLPOINT("local-put-synced");
    return journal.put({.steps = {"B6", "B7", "B8", "B9"}});
}
