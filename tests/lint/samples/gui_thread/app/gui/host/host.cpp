// SPDX-License-Identifier: MIT
void Host::load()
{
    QFile file(m_path);
}
