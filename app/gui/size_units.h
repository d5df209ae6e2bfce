// SPDX-License-Identifier: MIT
#pragma once

namespace cairn::gui {

// Whether sizes are told in units of 1024 bytes ("GiB") rather than 1000 ("GB"). Kept for the next
// start: what is shown already would stay in the old ones.
class SizeUnits final
{
public:
    [[nodiscard]] static bool keptBinary();
    static void keepBinary(bool binary);

    // Those that texts are in, by any thread; 1000 until use().
    [[nodiscard]] static bool areBinary();
    static void use(bool binary);
};

} // namespace cairn::gui
