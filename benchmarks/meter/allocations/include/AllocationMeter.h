#pragma once

/// Bytes that the program has asked for and not given back.
long allocation_meter_now(void);
/// The most of them since the last reset.
long allocation_meter_peak(void);
/// Starts a new peak at what is held now.
void allocation_meter_reset(void);
