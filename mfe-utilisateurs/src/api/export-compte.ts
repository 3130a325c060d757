import { useMutation, useShell } from '@boutique/facade';

/** Saves all of the shop's data on the account as a file with that name. */
export function useExportCompte(fileName: string) {
  const { api } = useShell();
  return useMutation({
    mutationFn: () => api.request('get /api/compte/export', {}),
    onSuccess: (data) => {
      const url = URL.createObjectURL(new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' }));
      const link = Object.assign(document.createElement('a'), { href: url, download: fileName });
      link.click();
      URL.revokeObjectURL(url);
    },
  });
}
