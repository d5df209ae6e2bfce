// SPDX-License-Identifier: MIT
Result<> again()
{
    KILLPOINT("B1");
    // KILLPOINT("B6") is elsewhere.
    return journal.put({.steps = {"B16", "B7"}});
}
