/** The fictional town Veenwijk: its people do not exist, so their passphrase may be known to everyone. */
export const DEMO_PASSPHRASE = 'veenwijk'
