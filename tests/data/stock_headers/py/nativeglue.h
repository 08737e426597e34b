#pragma once

extern const struct _mp_fun_table_t mp_fun_table;
