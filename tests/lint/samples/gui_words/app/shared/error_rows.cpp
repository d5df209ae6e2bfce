// SPDX-License-Identifier: MIT
const Row kRow{TEXT("The index must be rebuilt"), TEXT("Nothing is lost")};
