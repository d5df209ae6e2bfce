// SPDX-License-Identifier: MIT
int twice( int value ) { return value*2; }
